// Bytes in one growing run of memory. Unlike std::string, new room is not zero-filled, growth may move pages
// instead of bytes (realloc), and the owner decides how much room there is.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

namespace smcp {

class ByteBuffer {
 public:
  ByteBuffer() = default;
  ByteBuffer(ByteBuffer&& other) noexcept
      : data_(std::move(other.data_)),
        size_(std::exchange(other.size_, 0)),
        capacity_(std::exchange(other.capacity_, 0)) {}
  ByteBuffer& operator=(ByteBuffer&& other) noexcept {
    data_ = std::move(other.data_);
    size_ = std::exchange(other.size_, 0);
    capacity_ = std::exchange(other.capacity_, 0);
    return *this;
  }
  ByteBuffer(const ByteBuffer&) = delete;
  ByteBuffer& operator=(const ByteBuffer&) = delete;
  ~ByteBuffer() = default;

  [[nodiscard]] char* data() { return data_.get(); }
  [[nodiscard]] const char* data() const { return data_.get(); }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t capacity() const { return capacity_; }
  [[nodiscard]] std::size_t room() const { return capacity_ - size_; }
  [[nodiscard]] std::string_view view() const { return {data_.get(), size_}; }

  /// Makes room for exactly `capacity` bytes in all, which must be at least size(). 0 frees all memory.
  void set_capacity(std::size_t capacity) {
    assert(capacity >= size_);
    if (capacity == capacity_) return;
    if (capacity == 0) {
      data_.reset();
    } else {
      auto* moved = static_cast<char*>(std::realloc(data_.get(), capacity));
      if (moved == nullptr) std::abort();  // as when `new` finds no memory: nothing catches that
      static_cast<void>(data_.release());  // realloc has taken the old memory
      data_.reset(moved);
    }
    capacity_ = capacity;
  }

  /// Appends `bytes`, for which there must be room, and which must not be in this buffer.
  void append(std::string_view bytes) {
    assert(bytes.size() <= room());
    copy_down(data_.get() + size_, bytes);
    size_ += bytes.size();
  }
  /// Removes the first `count` bytes, and moves the others down.
  void remove_prefix(std::size_t count) {
    assert(count <= size_);
    if (count == 0) return;
    size_ -= count;
    copy_down(data_.get(), {data_.get() + count, size_});
  }
  /// Sets the size, after bytes were written or removed at the end by other means.
  void set_size(std::size_t size) {
    assert(size <= capacity_);
    size_ = size;
  }

 private:
  /// Like memmove, if `to` is not within `bytes`. It copies in pieces, because from a few KiB on, glibc up to
  /// 2.38 uses `rep movsb`, which on Zen 3 and 4 is several times slower if both sides have similar offsets
  /// in their pages.
  static void copy_down(char* to, std::string_view bytes) {
    constexpr std::size_t kMovedAtOnce = 2048;
    for (; bytes.size() > kMovedAtOnce; bytes.remove_prefix(kMovedAtOnce), to += kMovedAtOnce) {
      std::memmove(to, bytes.data(), kMovedAtOnce);
    }
    if (!bytes.empty()) std::memmove(to, bytes.data(), bytes.size());  // memmove must not be called with null
  }

  struct Free {
    void operator()(char* data) const { std::free(data); }
  };
  std::unique_ptr<char, Free> data_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace smcp
