// Legal references under their other names: a CELEX number for an act's number, and the parts of an article for the article.
//
//   32022R2065  is  2022/2065   and 32019L0790  is  2019/790   (sector 3, year, R L D or H, number; before 2015 910/2014)
//   чл. 5       is also in  чл. 5, ал. 2
//
// Thread rule of Understanding. Throws Xapian::Error.
#pragma once

#include "searchd/query/query_words.h"

namespace izvor {

/// Adds readings of which the index has one to a word that is a reference; others stay as they are.
void add_reference_forms(QueryWord& word, Understanding& understanding);

}  // namespace izvor
