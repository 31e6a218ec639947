# Writes a C++ source that holds files as constant arrays: cmake -DOUTPUT=x.cc -DFOLDER=dir -DFILES=a.css;b.js -P EmbedFiles.cmake
# The digest of each becomes part of its public name, so that browsers may keep it for good.
set(definitions "")
set(rows "")
set(number 0)
foreach(file IN LISTS FILES)
  file(READ ${FOLDER}/${file} hexadecimal HEX)
  file(SHA256 ${FOLDER}/${file} digest)
  string(SUBSTRING ${digest} 0 12 digest)
  string(LENGTH "${hexadecimal}" digits)
  math(EXPR size "${digits} / 2")
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${hexadecimal}")
  cmake_path(GET file STEM stem)
  cmake_path(GET file EXTENSION LAST_ONLY extension)
  string(APPEND definitions "constexpr char kBytes${number}[] = {${bytes}'\\0'};\n")
  string(APPEND rows "    {\"${file}\", \"${stem}-${digest}${extension}\", {kBytes${number}, ${size}}},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${OUTPUT} "// Made by EmbedFiles.cmake.
#include \"searchd/web/embedded_file.h\"

namespace izvor {
namespace {

${definitions}
constexpr EmbeddedFile kFiles[] = {
${rows}};

}  // namespace

std::span<const EmbeddedFile> embedded_files() { return kFiles; }

}  // namespace izvor
")
