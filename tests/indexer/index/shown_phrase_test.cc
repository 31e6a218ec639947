#include "indexer/index/shown_phrase.h"

#include <gtest/gtest.h>

#include "tests/indexer/index/index_fixture.h"

namespace izvor {
namespace {

std::string title(std::string_view text) { return ShownPhrase(built_analyzer()).of_title(text); }
std::string heading(std::string_view text) { return ShownPhrase(built_analyzer()).of_heading(text); }
std::string phrase(std::string_view text) { return ShownPhrase(built_analyzer()).of_phrase(text); }

TEST(ShownPhrase, OfAPhraseIsItsBaseForm) {
  EXPECT_EQ(phrase("изкуствения интелект"), "изкуствен интелект");
  EXPECT_EQ(phrase("изкуственият интелект"), "изкуствен интелект");
  EXPECT_EQ(phrase("цифровата свързаност"), "цифрова свързаност");
  EXPECT_EQ(phrase("Подводните кабели"), "Подводни кабели");
  EXPECT_EQ(phrase("защитата на данните"), "защита на данните");
  EXPECT_EQ(phrase("ефективния контрол"), "ефективен контрол");
  EXPECT_EQ(phrase("съюза на банките"), "съюз на банките");
  EXPECT_EQ(phrase("отворени данни"), "отворени данни");
}

TEST(ShownPhrase, OfAPhraseIsWellFormed) {
  for (const char* good : {"малки и средни предприятия", "защита на личните данни", "свързани устройства", "5G мрежи",
                           "Европейска комисия", "сигурност и отбрана", "България и полупроводниковата индустрия",
                           "Регламент (ЕС) 2016/679", "достъп до обществена информация"})
    EXPECT_EQ(phrase(good), good);
  for (const char* bad : {"комисията предлага", "данните на", "за защита", "и данните", "цифрови", "който е", "може да се",
                          "интелект изкуствен", "данните са", "страната работи", "доклад.pdf", "подпис и"})
    EXPECT_EQ(phrase(bad), "") << bad;
}

TEST(ShownPhrase, QuestionsStayAsTheyAre) {
  for (const char* question : {"Как да кандидатствате", "Какво е квантов компютър?", "Мога ли да се откажа?", "За какво служи"})
    EXPECT_EQ(heading(question), question);
  EXPECT_EQ(heading("Как се попълва:"), "");
  EXPECT_EQ(heading("Автор"), "");
  EXPECT_EQ(heading("Вижте също"), "");
}

TEST(ShownPhrase, TitlesAreNoFileNamesLabelsOrHalves) {
  EXPECT_EQ(title("Киберсигурност"), "Киберсигурност");
  EXPECT_EQ(title("„Роуминг като у дома“ остава до 2032 г."), "„Роуминг като у дома“ остава до 2032 г.");
  EXPECT_EQ(title("Актът за данните: въпроси и отговори"), "Актът за данните: въпроси и отговори");
  EXPECT_EQ(title("Актът за изкуствения интелект влиза в сила"), "Актът за изкуствения интелект влиза в сила");
  for (const char* bad : {"zaiavlenie_2024", "Доклад 2024.docx", "Дата: 13.05.2024", "Наредба за", "Условия и", "index.html"})
    EXPECT_EQ(title(bad), "") << bad;
}

TEST(ShownPhrase, LongTitlesEndWhereAPartOfThemEnds) {
  EXPECT_EQ(title("Регламент (ЕС) 2024/1689 на Европейския парламент и на Съвета от 13 юни 2024 година за установяване на "
                  "хармонизирани правила"),
            "Регламент (ЕС) 2024/1689 на Европейския парламент и на Съвета");
  EXPECT_EQ(title("Новите компютри имат по-бързи серийни портове. Такива форми се срещат рядко, но не изчезват напълно"),
            "Новите компютри имат по-бързи серийни портове");
  EXPECT_EQ(title(std::string(300, 'a')), "");
}

TEST(ShownPhrase, IsNeverLongerThanSeventyCharacters) {
  std::string text = "Наредба";
  for (int i = 0; i < 20; ++i) {
    text += i % 2 == 0 ? " за условията" : " на мрежите";
    for (const std::string& shown : {title(text), heading(text), phrase(text)}) {
      std::size_t characters = 0;
      for (const char c : shown) characters += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
      EXPECT_LE(characters, kMostShownCharacters) << shown;
    }
  }
}

TEST(ShownPhrase, AnyBytesMayCome) {
  for (const char* bytes : {"", " ", "\xff\xfe", "\xd0", "(", "„", "а\xd0", ":::", "?"}) {
    (void)title(bytes);
    (void)heading(bytes);
    (void)phrase(bytes);
  }
}

}  // namespace
}  // namespace izvor
