// compile_english_words: makes the English word list of searchd from installed word lists. Run by the build.
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "searchd/understanding/english_words.h"

namespace {

int compile(const std::vector<std::string>& files, const std::string& output) {
  std::vector<std::string> lists;
  for (const std::string& file : files) {
    std::ifstream in(file, std::ios::binary);
    if (!in) {
      std::cerr << "compile_english_words: cannot read " << file << "; install the Debian packages wamerican and wbritish\n";
      return 1;
    }
    lists.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  std::ofstream out(output, std::ios::binary | std::ios::trunc);
  out << izvor::EnglishWords::compile(lists);
  out.close();
  if (out) return 0;
  std::cerr << "compile_english_words: cannot write " << output << '\n';
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: compile_english_words WORD_LIST… OUTPUT\n";
    return 2;
  }
  try {
    return compile({argv + 1, argv + argc - 1}, argv[argc - 1]);
  } catch (const std::exception& error) {
    std::cerr << "compile_english_words: " << error.what() << '\n';
    return 1;
  }
}
