# Where a preset sets CMAKE_UNITY_BUILD, the sources of one folder are compiled as one file: most of the time that a small
# file takes goes into the headers of the standard library. Names in anonymous namespaces therefore differ within a folder.
# By folder and not by a number of files: so a new file makes no two others meet that never met before.
function(compile_folders_as_one target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
  get_target_property(sources ${target} SOURCES)
  foreach(source IN LISTS sources)
    cmake_path(ABSOLUTE_PATH source OUTPUT_VARIABLE folder)
    cmake_path(GET folder PARENT_PATH folder)
    file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR} ${folder})
    string(MAKE_C_IDENTIFIER ${folder} folder)
    set_property(SOURCE ${source} PROPERTY UNITY_GROUP ${folder})
  endforeach()
  if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC takes what a file includes for a header, whose types of an anonymous namespace nothing else should hold.
    target_compile_options(${target} PRIVATE -Wno-subobject-linkage)
  endif()
endfunction()
