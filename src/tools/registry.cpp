#include "tools/registry.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "json/writer.hpp"
#include "tools/guarded_call.hpp"
#include "tools/servers/address.hpp"
#include "tools/servers/joint_call.hpp"
#include "tools/session_name.hpp"

namespace smcp::tools {
namespace {

/// The first revision with annotations has a title only here; those after it, in a place of its own as well,
/// which comes first.
void write_annotations(transport::JsonWriter& writer, const Tool& tool, transport::Revision revision) {
  const EffectHints hints = hints_of(tool.effect);
  writer.key("annotations").begin_object();
  if (!transport::has_structured_content(revision)) writer.field("title", tool.title);
  writer.field("readOnlyHint", hints.read_only);
  writer.field("destructiveHint", hints.destructive);
  // These two as far as they are not what a client has to assume without them; the first has a meaning only for tools
  // that change something.
  if (!hints.read_only && hints.idempotent) writer.field("idempotentHint", true);
  if (!hints.open_world) writer.field("openWorldHint", false);
  writer.end_object();
}

void write_tool(transport::JsonWriter& writer, const Tool& tool, transport::Revision revision) {
  writer.begin_object().field("name", tool.name);
  if (transport::has_structured_content(revision)) writer.field("title", tool.title);
  writer.field("description", tool.description).key("inputSchema");
  write_input_schema(writer, tool.arguments);
  if (transport::has_structured_content(revision)) {
    if (!tool.output_schema.empty()) writer.key("outputSchema").raw(tool.output_schema);
    if (!tool.meta.empty()) writer.key("_meta").raw(tool.meta);
  }
  if (transport::has_annotations(revision)) write_annotations(writer, tool, revision);
  writer.end_object();
}

Status check_call(const Tool& tool, const Arguments& arguments) {
  const bool named = std::any_of(tool.arguments.begin(), tool.arguments.end(), [&](const auto& a) {
    return a.name == "name" && (a.required || arguments.has("name"));
  });
  if (named) return check_session_name(arguments.text("name"));
  for (const auto& name : arguments.texts("names")) {
    if (auto status = check_session_name(name); !status) return status;
  }
  return Ok{};
}

bool is_in(const Tool& tool, const Offer& offer) {
  return (offer.set == ToolSet::all || tool.set == ToolSet::core) && offer.policy.offers(tool.effect);
}

/// What can be said without asking tmux.
Result<Addressed> may_begin(Toolbox& tools, const Tool& tool, Result<Arguments> arguments) {
  if (!tools.server.policy.offers(tool.effect)) return Error{Errc::refused, std::string(kReadOnly)};
  if (!arguments) return arguments.error();
  auto addressed = address(tools, tool, std::move(*arguments));
  if (!addressed) return addressed;
  const Status sole = check_call(tool, addressed->sole.arguments);
  if (addressed->sole.server != nullptr && !sole) return sole.error();
  for (const AddressedPart& part : addressed->several) {
    if (const Status fits = check_call(tool, part.arguments); !fits) return fits.error();
  }
  return addressed;
}

constexpr std::string_view kNotOffered =
    "this server was started with --tools core (or SESSIONS_MCP_TOOLS=core), which leaves it out; the user "
    "can "
    "allow it with --tools all";

}  // namespace

const Tool* find_tool(std::string_view name) {
  const auto all = all_tools();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Tool& tool) { return tool.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::string tools_json(transport::Revision revision, const Offer& offer) {
  std::string json;
  transport::JsonWriter writer(json);
  writer.begin_array();
  for (const auto& tool : all_tools()) {
    if (is_in(tool, offer)) write_tool(writer, tool, revision);
  }
  writer.end_array();
  return json;
}

transport::CancelHook start_call(Toolbox& tools, const Tool& tool, std::string_view arguments,
                                 transport::ToolReply answer_to, transport::ClientInfo client,
                                 transport::Person person) {
  auto parsed = Arguments::parse(tool.arguments, arguments);
  const AuditedCallPtr audited = AuditedCall::of(tools.audit, tool, parsed ? &*parsed : nullptr, client);
  transport::ToolReply reply = AuditedCall::wrap(audited, std::move(answer_to));
  auto addressed = may_begin(tools, tool, std::move(parsed));
  if (!addressed) {
    if (addressed.error().code == Errc::refused && audited) audited->refuse();
    reply.answer(transport::ToolResult::error(addressed.error().message));
    return {};
  }
  if (addressed->sole.server == nullptr) {
    auto hook = start_joint_call(
        tools, tool, {std::move(addressed->several), std::move(client), std::move(person), audited},
        std::move(reply));
    return [hook = std::move(hook), audited]() mutable {
      if (audited) audited->cancelled();
      hook();
    };
  }
  AddressedPart& sole = addressed->sole;
  const auto call = std::make_shared<Call>(*sole.server, std::move(sole.arguments), std::move(reply));
  call->name_with_server = std::move(addressed->name);
  call->client = std::move(client);
  call->audited = audited;
  call->person = std::move(person);
  run_guarded(tools, tool, call);
  return [weak = std::weak_ptr(call), audited] {
    if (audited) audited->cancelled();
    const auto running = weak.lock();
    if (!running) return;
    running->chain->cancel();
    if (running->on_cancel) running->on_cancel();
  };
}

transport::ToolHost make_host(Toolbox& tools, ToolSet set) {
  const auto offer = std::make_shared<const Offer>(Offer{set, tools.server.policy});
  auto lists = std::make_shared<std::map<transport::Revision, std::string>>();
  transport::ToolHost host;
  host.list = [lists, offer](transport::Revision revision) -> std::string_view {
    auto& json = (*lists)[revision];
    if (json.empty()) json = tools_json(revision, *offer);
    return json;
  };
  host.has = [offer](std::string_view name) {
    const Tool* const tool = find_tool(name);
    return tool != nullptr && is_in(*tool, *offer);
  };
  host.refuse = [&tools, offer](std::string_view name, const transport::ClientInfo& client) {
    const Tool* const tool = find_tool(name);
    if (tool == nullptr) return std::string_view{};
    const std::string_view why = offer->policy.offers(tool->effect) ? kNotOffered : kReadOnly;
    if (const auto audited = AuditedCall::of(tools.audit, *tool, nullptr, client)) audited->end_refused(why);
    return why;
  };
  host.call = [&tools](transport::ToolCall call, transport::ToolReply reply) {
    return start_call(tools, *find_tool(call.name), call.arguments, std::move(reply), std::move(call.client),
                      std::move(call.person));
  };
  return host;
}

}  // namespace smcp::tools
