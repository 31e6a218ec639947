# How Izvor declares libraries, programs and tests: one short call each, so that every target gets the same rules.

# izvor_library(NAME SOURCES a.cc… HEADERS a.h… LINK target…): a static library. Headers are named so that each is known to compile
# alone: one with a source of its name is that source's first include (tests/structure sees to it), the others are compiled for it.
function(izvor_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;HEADERS;LINK;PRIVATE_LINK" ${ARGN})
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "izvor_library(${name}): not understood: ${arg_UNPARSED_ARGUMENTS}")
  endif()
  add_library(${name} STATIC ${arg_SOURCES})
  set(headers_without_source ${arg_HEADERS})
  foreach(source ${arg_SOURCES})
    string(REGEX REPLACE "\\.cc$" ".h" header ${source})
    list(REMOVE_ITEM headers_without_source ${header})
  endforeach()
  set(headers_with_source ${arg_HEADERS})
  list(REMOVE_ITEM headers_with_source ${headers_without_source})
  target_sources(${name} PUBLIC
    FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${headers_with_source}
    FILE_SET headers_alone TYPE HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${headers_without_source})
  set_target_properties(${name} PROPERTIES
    VERIFY_INTERFACE_HEADER_SETS ${IZVOR_VERIFY_HEADERS}
    INTERFACE_HEADER_SETS_TO_VERIFY headers_alone)
  target_link_libraries(${name} PUBLIC izvor_contracts ${arg_LINK} PRIVATE izvor_warnings ${arg_PRIVATE_LINK})
endfunction()

# izvor_program(izvor-x SOURCES main.cc LINK target…)
function(izvor_program name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE izvor_warnings ${arg_LINK})
endfunction()

# Tests with the label "threads" are what ThreadSanitizer is for; `thread_tests` builds just them.
add_custom_target(thread_tests)

# izvor_test(NAME SOURCES a_test.cc… LINK target… [LABELS l…] [TIMEOUT s]): a GoogleTest binary, each of its tests known to ctest.
function(izvor_test name)
  cmake_parse_arguments(arg "" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE izvor_warnings izvor_test_support GTest::gmock GTest::gtest_main ${arg_LINK})
  target_precompile_headers(${name} REUSE_FROM izvor_test_support)
  if("threads" IN_LIST arg_LABELS)
    add_dependencies(thread_tests ${name})
  endif()
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST TEST_PREFIX ${name}.
                       PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}")
endfunction()
