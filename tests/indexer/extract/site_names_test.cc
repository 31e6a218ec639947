#include "indexer/extract/site_names.h"

#include <gmock/gmock.h>

#include <string>

#include "indexer/extract/extract.h"

namespace izvor {
namespace {

using ::testing::ElementsAre;

std::string page_titled(const std::string& title) {
  return "<!doctype html><html lang=bg><head><meta charset=utf-8><title>" + title +
         "</title></head><body><main><p>Съюзът подписа споразумение за кабелите.</p></main></body></html>";
}

std::string title_of(const std::string& title, const SiteNames* sites) {
  const Capture capture{.url = Url::parse("https://a.example.eu/bg/x").value(),
                        .fetched = {},
                        .fields = {{"Content-Type", "text/html"}},
                        .request_head = {},
                        .body = page_titled(title)};
  return extract_capture(capture, {}, sites)->title;
}

SiteNames learnt() {
  SiteNames names;
  for (const char* page : {"Кабели", "Мрежи", "Данни", "Умения", "Услуги"})
    names.add_title("a.example.eu", std::string(page) + " - Бъдеще за всички - Комисия");
  return names;
}

TEST(SiteNames, ATitleIsTakenApartAtItsSeparators) {
  EXPECT_THAT(title_parts("Кабели - Мрежи | Комисия"), ElementsAre("Кабели", "Мрежи", "Комисия"));
  EXPECT_THAT(title_parts("Крайбрежен-град"), ElementsAre("Крайбрежен-град"));
}

TEST(SiteNames, WhatMostTitlesShareNamesTheSite) {
  const SiteNames names = learnt();
  EXPECT_TRUE(names.is_name("a.example.eu", "Комисия"));
  EXPECT_TRUE(names.is_name("a.example.eu", "БЪДЕЩЕ за всички"));
  EXPECT_FALSE(names.is_name("a.example.eu", "Кабели"));
  EXPECT_FALSE(names.is_name("b.example.eu", "Комисия"));
}

TEST(SiteNames, FewTitlesAndOneTitleManyTimesSayNothing) {
  SiteNames names;
  for (int i = 0; i < 20; ++i) names.add_title("a.example.eu", "Кабели - Комисия");
  EXPECT_FALSE(names.knows("a.example.eu"));
  EXPECT_FALSE(names.is_name("a.example.eu", "Комисия"));
}

TEST(SiteNames, TheTitleLosesTheNameOfItsSiteWhateverItsLength) {
  const SiteNames names = learnt();
  EXPECT_EQ(title_of("ЕС - Бъдеще за всички - Комисия", &names), "ЕС");
  // A dash of the page's own is no border to the site's name.
  EXPECT_EQ(title_of("Въпроси и отговори - кабели", &names), "Въпроси и отговори - кабели");
}

}  // namespace
}  // namespace izvor
