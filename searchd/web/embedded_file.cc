#include "searchd/web/embedded_file.h"

#include <stdexcept>
#include <string>

namespace izvor {

const EmbeddedFile& embedded_file(std::string_view name) {
  for (const EmbeddedFile& file : embedded_files())
    if (file.name == name) return file;
  throw std::logic_error("not embedded: " + std::string(name));
}

}  // namespace izvor
