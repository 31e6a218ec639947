// Sentences: everything that people read on pages, in problems and on the terminal, Bulgarian and English side by side.
//
// To add one, add a row to its part of the table; a key that is missing or there twice does not compile. C++ takes
// sentence("key") and fills its {places} by say() (wording.h). Templates write {{t.key}} where plain text is to stand, and
// {{&t.key}} where the sentence brings markup of its own; a {place} then becomes the {{place}} of the template's model.
// Scripts write {{bg.key}} and {{en.key}} inside double quotes. Where a count decides, there are two sentences: "…_one" for 1
// and "…_many" for all other numbers, which is how both languages count ("1 резултат", "2 резултата"). No sentence has a
// double quote or a backslash in it: Bulgarian quotes are „ “, English ones “ ”.
//
// Constant data; safe from any thread.
#pragma once

#include <array>
#include <stdexcept>
#include <string_view>

namespace izvor {

enum class Language { kBulgarian, kEnglish };

struct Sentence {
  std::string_view key, bulgarian, english;

  [[nodiscard]] constexpr std::string_view in(Language language) const {
    return language == Language::kBulgarian ? bulgarian : english;
  }
};

// clang-format off
inline constexpr auto kSentences = std::to_array<Sentence>({
    {"language", "bg", "en"},
    {"thousands_separator", "\u00A0", ","},
    {"date", "{day}\u00A0{month}\u00A0{year}\u00A0г.", "{day}\u00A0{month}\u00A0{year}"},
    {"month_1", "януари", "January"},
    {"month_2", "февруари", "February"},
    {"month_3", "март", "March"},
    {"month_4", "април", "April"},
    {"month_5", "май", "May"},
    {"month_6", "юни", "June"},
    {"month_7", "юли", "July"},
    {"month_8", "август", "August"},
    {"month_9", "септември", "September"},
    {"month_10", "октомври", "October"},
    {"month_11", "ноември", "November"},
    {"month_12", "декември", "December"},

    // Every page.
    {"izvor", "Извор", "Izvor"},
    {"title_of_page", "{title} · Извор", "{title} · Izvor"},
    {"description", "Пълнотекстово търсене на български в страниците за цифровата политика на Европейския съюз.", "Full-text search in Bulgarian over pages on the digital policy of the European Union."},
    {"to_content", "Към съдържанието", "Skip to content"},
    {"what_izvor_does", "<strong>Извор</strong> търси в страниците за цифровата политика на ЕС, на български.", "<strong>Izvor</strong> searches pages on EU digital policy, in Bulgarian."},
    {"more", "Още", "More"},
    {"home", "Начало", "Home"},
    {"izvor_home", "Извор, начало", "Izvor, home"},
    {"box_for_your_site", "Поле за търсене във вашия сайт", "A search box for your site"},
    {"for_programs", "Програмен достъп", "For programs"},
    {"what_do_you_search", "Какво търсите?", "What are you looking for?"},
    {"search", "Търсене", "Search"},
    {"same_as_json", "Същото като JSON", "The same as JSON"},
    {"to_home", "Към началната страница", "To the home page"},

    // The start page.
    {"start_title", "Извор: търсене в цифровата политика на ЕС", "Izvor: search EU digital policy"},
    {"search_in_bulgarian", "Търсене на български в страниците за цифровата политика на Европейския съюз.", "Search in Bulgarian over pages on the digital policy of the European Union."},
    {"press_slash", "Натиснете <kbd>/</kbd>, за да се върнете в полето.", "Press <kbd>/</kbd> to return to the box."},
    {"pages_in_index", "Брой на страниците в индекса: {pages}", "Pages in the index: {pages}"},
    {"cannot_search_yet", "Все още не може да се търси.", "Searching is not possible yet."},
    {"for_administrator", "За администратора:", "For the administrator:"},
    {"how_to_search", "Как да търсите", "How to search"},
    {"with_words", "С обикновени думи: намират се и другите им форми.", "With plain words: their other forms are found, too."},
    {"with_quotes", "В кавички: думите стоят една до друга.", "In quotes: the words stand next to each other."},
    {"help_title", "Дума от заглавието.", "A word of the title."},
    {"help_type", "Само страници от този вид.", "Only pages of this type."},
    {"help_topic", "Само страници по тази тема.", "Only pages on this topic."},
    {"help_from", "Публикувано от тази дата нататък: година, месец или ден.", "Published on this date or later: a year, a month or a day."},
    {"help_to", "Публикувано до края на тази година, на този месец или ден.", "Published by the end of this year, month or day."},
    {"help_changed_from", "Променено от тази дата нататък.", "Changed on this date or later."},
    {"help_changed_to", "Променено до тази дата.", "Changed by this date."},
    {"help_site", "Само този сайт и сайтовете под него.", "Only this site and the sites below it."},
    {"help_lang", "Само страници на този език.", "Only pages in this language."},
    {"with_minus", "С тире отпред: без тази дума.", "With a minus before it: without this word."},

    // Results.
    {"narrowing", "Стесняване на търсенето", "Narrow the search"},
    {"all", "Всички", "All"},
    {"year", "Година", "Year"},
    {"field_type", "Вид", "Type"},
    {"period", "Период", "Period"},
    {"field_topic", "Тема", "Topic"},
    {"field_site", "Сайт", "Site"},
    {"field_lang", "Език", "Language"},
    {"more_values", "Още {count}", "{count} more"},
    {"chip_title", "в заглавието: {value}", "in the title: {value}"},
    {"chip_type", "вид {value}", "type {value}"},
    {"chip_topic", "тема {value}", "topic {value}"},
    {"chip_site", "сайт {value}", "site {value}"},
    {"chip_lang", "език {value}", "language {value}"},
    {"chip_from", "от {value}", "from {value}"},
    {"chip_to", "до {value}", "to {value}"},
    {"chip_changed_from", "променено от {value}", "changed from {value}"},
    {"chip_changed_to", "променено до {value}", "changed to {value}"},
    {"chip_as_of", "състояние към {value}", "state as of {value}"},
    {"from", "от", "from"},
    {"to", "до", "to"},
    {"state_as_of", "Състояние към", "State as of"},
    {"state_as_of_hint", "Търси в това, което страниците са пишели в края на този ден", "Searches what pages said at the end of that day"},
    {"apply", "Прилагане", "Apply"},
    {"nothing_found", "Няма намерени страници", "No pages found"},
    {"found_one", "Намерена е 1 страница", "1 page found"},
    {"found_many", "Намерени са {count} страници", "{count} pages found"},
    {"found_about", "Намерени са около {count} страници", "About {count} pages found"},
    {"page_number", "страница {page_number}", "page {page_number}"},
    {"order", "Подредба:", "Sort:"},
    {"by_relevance", "по уместност", "by relevance"},
    {"newest_first", "най-нови", "newest"},
    {"oldest_first", "най-стари", "oldest"},
    {"chosen", "Избрано:", "Chosen:"},
    {"remove_condition", "Премахване на това условие", "Remove this condition"},
    {"removal", "(премахване)", "(remove)"},
    {"exactly_as_typed", "Само точно „{query}“", "Only exactly “{query}”"},
    {"did_you_mean", "Може би търсите", "Did you mean"},
    {"changed_on", "променена {date}", "changed {date}"},
    {"in_language", "на {language}", "in {language}"},
    {"versions", "Версии", "Versions"},
    {"nearly_same_one", "Почти същата страница на още 1 адрес", "Nearly the same page at 1 more address"},
    {"nearly_same_many", "Почти същата страница на още {count} адреса", "Nearly the same page at {count} more addresses"},
    {"pages_of_results", "Страници с резултати", "Pages of results"},
    {"previous", "← Предишна", "← Previous"},
    {"next", "Следваща →", "Next →"},
    {"page_label", "Страница {name}", "Page {name}"},
    {"no_page_matches", "Няма страница, която да отговаря на „{query}“", "No page matches “{query}”"},
    {"search_without_conditions", "Търсете без избраните условия", "Search without the chosen conditions"},
    {"conditions_are", "за вид, дата и подредба.", "on type, date and order."},
    {"check_spelling", "Проверете правописа на думите.", "Check the spelling of the words."},
    {"try_fewer_words", "Опитайте с по-малко или с по-общи думи.", "Try fewer or more general words."},
    {"remove_quotes", "Махнете кавичките и тиретата, ако има такива.", "Remove quotes and minus signs, if there are any."},

    // What was understood.
    {"words_dropped", "Въпросът е твърде дълъг. Тези думи не са търсени: „{from}“.", "The query is too long. These words were not searched: “{from}”."},
    {"quotes_not_closed", "Кавичките не са затворени, затова думите са търсени поотделно.", "The quotes are not closed, so the words were searched separately."},
    {"only_exclusions", "Само с изключени думи не може да се търси: добавете поне една дума без „-“.", "Excluded words alone cannot be searched: add at least one word without “-”."},
    {"published_then", "Търсено е само сред публикуваното „{from}“.", "Searched only among what was published “{from}”."},
    {"shown_instead", "Показани са резултати за „{to}“ вместо „{from}“.", "Showing results for “{to}” instead of “{from}”."},
    {"included_too", "Включени са и: {to}.", "Also included: {to}."},
    {"searched_as", "„{from}“ е търсено като „{to}“.", "“{from}” was searched as “{to}”."},

    // Versions of a page, and their differences.
    {"kept_versions", "Запазени версии", "Kept versions"},
    {"removed", "премахната", "removed"},
    {"version_number", "версия {sequence}", "version {sequence}"},
    {"what_changed", "Какво се е променило", "What changed"},
    {"when_versions_are_kept", "Архивът пази нова версия, когато изпратеното от сайта се промени.", "The archive keeps a new version when what the site sends has changed."},
    {"differences", "Разлики между две версии", "Differences between two versions"},
    {"before_version", "Преди: версия {sequence},", "Before: version {sequence},"},
    {"after_version", "След: версия {sequence},", "After: version {sequence},"},
    {"no_text", "няма текст", "no text"},
    {"other_title", "Заглавието е различно.", "The title is different."},
    {"coarse_differences", "Разликите са много, затова на места са показани цели пасажи.", "There are many differences, so whole passages are shown in places."},
    {"text_left_out", "Пропуснат е текст без промени", "Unchanged text is left out"},
    {"same_text", "Текстът на двете версии е един и същ.", "The text of both versions is the same."},
    {"all_versions", "Всички версии", "All versions"},

    // A box for other sites (also assets/izvor-search.js).
    {"search_policy", "Търсене в цифровата политика на ЕС", "Search EU digital policy"},
    {"copy_this", "Копирайте този код в страница на вашата вътрешна мрежа. Работи без JavaScript и без външни файлове.", "Copy this code into a page of your intranet. It works without JavaScript and without external files."},
    {"code_to_copy", "Код за копиране", "Code to copy"},
    {"how_it_looks", "Така изглежда", "How it looks"},
    {"with_suggestions", "С предложения при писане", "With suggestions while typing"},
    {"element_explained", "Същата форма, обвита в елемент, който предлага заглавия и изрази, докато човек пише. Достъпна е от клавиатура и за екранни четци, не изпълнява вграден код и работи при строга политика за сигурност (<code>script-src</code>, <code>connect-src</code> и <code>form-action</code> с адреса на Извор). Без JavaScript остава самата форма; предложенията се виждат, когато адресът на вашия сайт е в настройката <code>cors_origins</code>.", "The same form inside an element that suggests titles and phrases while people type. It works with the keyboard and with screen readers, runs no inline code and works under a strict security policy (<code>script-src</code>, <code>connect-src</code> and <code>form-action</code> with the address of Izvor). Without JavaScript the plain form remains; suggestions are shown when the address of your site is in the setting <code>cors_origins</code>."},
    {"code_with_suggestions", "Код за копиране, с предложения", "Code to copy, with suggestions"},
    {"in_browser_bar", "В лентата на браузъра", "In the browser's address bar"},
    {"opensearch_explained", "Извор се описва сам като търсачка: <a href='/opensearch.xml'>opensearch.xml</a>. Повечето браузъри предлагат добавянето му от адресната лента или от настройките за търсене.", "Izvor describes itself as a search engine: <a href='/opensearch.xml'>opensearch.xml</a>. Most browsers offer to add it from the address bar or from the search settings."},
    {"programs", "За програми", "For programs"},
    {"api_explained", "Отговорите се получават и като JSON: <code>GET {address}/api/v1/search?q=…</code>. Описанието е в <a href='/openapi.json'>openapi.json</a>. За четене от браузър на друг сайт администраторът вписва адреса му в настройката <code>cors_origins</code>.", "Answers come as JSON, too: <code>GET {address}/api/v1/search?q=…</code>. They are described in <a href='/openapi.json'>openapi.json</a>. To be read by a browser from another site, its address must be in the setting <code>cors_origins</code>."},
    {"suggestions", "Предложения", "Suggestions"},
    {"suggestions_none", "няма предложения", "no suggestions"},
    {"suggestions_one", "1 предложение", "1 suggestion"},
    {"suggestions_many", "{count} предложения", "{count} suggestions"},
    {"opensearch_description", "Търсене на български в страниците за цифровата политика на Европейския съюз", "Search in Bulgarian over pages on the digital policy of the European Union"},

    // Feeds.
    {"page_new", "Нова: {title}", "New: {title}"},
    {"page_changed", "Променена: {title}", "Changed: {title}"},
    {"page_gone", "Премахната: {title}", "Removed: {title}"},
    {"page_added_to_past", "Добавена в миналото: {title}", "Added to the past: {title}"},
    {"feed_of_changes", "Извор: промени в страниците", "Izvor: changes to pages"},
    {"feed_of_search", "Извор: {query}", "Izvor: {query}"},

    // Problems, by status.
    {"status_400", "Невалидна заявка", "Bad request"},
    {"status_401", "Необходимо е удостоверяване", "Unauthorized"},
    {"status_403", "Отказан достъп", "Forbidden"},
    {"status_404", "Няма такава страница", "Not found"},
    {"status_405", "Неприложим метод", "Method not allowed"},
    {"status_406", "Няма подходящ вид на отговора", "Not acceptable"},
    {"status_413", "Твърде дълго съдържание", "Content too large"},
    {"status_415", "Неподдържан вид съдържание", "Unsupported media type"},
    {"status_422", "Съдържанието не може да бъде обработено", "Unprocessable content"},
    {"status_500", "Вътрешна грешка", "Internal server error"},
    {"status_501", "Все още не е изградено", "Not implemented"},
    {"status_503", "Временно недостъпно", "Service unavailable"},
    {"status_other", "Грешка", "Error"},

    // Problems, in detail.
    {"bad_address", "Адресът е сгрешен: {problem}", "{problem}"},
    {"nothing_here", "Тук няма нищо.", "There is nothing at this address."},
    {"takes_methods", "Този адрес приема {methods}.", "This address takes {methods}."},
    {"no_such_file", "Няма такъв файл.", "There is no such file."},
    {"no_question", "Липсва въпрос: дайте го в „q“.", "There is no query: give one in “q”."},
    {"unknown_parameter", "Непознат параметър „{name}“.", "Unknown parameter “{name}”."},
    {"repeated_parameter", "„{name}“ е дадено повече от веднъж.", "“{name}” is given more than once."},
    {"whole_number", "„{name}“ е цяло число в границите {range}.", "“{name}” is a whole number within {range}."},
    {"sequence_number", "„{name}“ е номер на версия в архива: цяло число от {least} нагоре.", "“{name}” is the number of a version in the archive: a whole number from {least} up."},
    {"day_or_time", "„{name}“ е ден (2024-03-26) или време по RFC 3339 (2024-03-26T09:00:00Z).", "“{name}” is a day (2024-03-26) or an RFC 3339 time (2024-03-26T09:00:00Z)."},
    {"sort_values", "„sort“ е relevance, newest или oldest.", "“sort” is relevance, newest or oldest."},
    {"true_or_false", "„{name}“ е true или false.", "“{name}” is true or false."},
    {"query_too_long", "Въпросът е по-дълъг от {bytes} байта.", "The query is longer than {bytes} bytes."},
    {"no_such_value", "„{name}“ не приема такава стойност.", "“{name}” takes no such value."},
    {"no_json_value", "„{name}“ е низ, число, true или false, а където може да се повтаря – и списък от най-много 64 низа.", "“{name}” is a string, a number, true or false, or, where it may be repeated, a list of at most 64 strings."},
    {"body_too_long", "Тялото на заявката е по-дълго от {bytes} байта.", "The body is longer than {bytes} bytes."},
    {"empty_value", "„{name}“ е празно.", "“{name}” is empty."},
    {"value_too_long", "Стойността на „{name}“ е твърде дълга.", "The value of “{name}” is too long."},
    {"cannot_search_now", "В момента не може да се търси. За администратора: {problem}", "{problem}"},
    {"limit_bound", "„limit“ е най-много {bound}.", "“limit” is at most {bound}."},
    {"offset_bound", "„offset“ е най-много {bound}.", "“offset” is at most {bound}."},
    {"prefix_bound", "Началото на думата стои за повече от 100 думи; дайте му още букви.", "The beginning of the word stands for more than 100 words; give it more letters."},
    {"nesting_bound", "Скобите са вложени повече от 4 пъти една в друга.", "Parentheses are nested more than 4 deep."},
    {"not_understood", "Въпросът не може да бъде разбран: {problem}", "{problem}"},
    {"page_not_kept", "Такава страница не е запазена.", "No such page is kept."},
    {"page_not_in_index", "Такава страница няма в индекса.", "The index has no such page."},
    {"archive_unreadable", "Архивът не може да бъде прочетен: {problem}", "{problem}"},
    {"version_number_missing", "Липсва номерът на версия „{name}“.", "The number of a version is missing: “{name}”."},
    {"no_such_version", "Страницата няма версия {number} в архива.", "The archive has no version {number} of this page."},
    {"send_json", "Изпратете application/json.", "Send application/json."},
    {"not_a_json_object", "Тялото на заявката не е обект на JSON.", "The body is not a JSON object."},

    // Pings.
    {"url_list_bound", "„urlList“ е списък с най-много 10 000 адреса.", "“urlList” is a list of at most 10,000 addresses."},
    {"url_list_strings", "В „urlList“ има и друго освен низове.", "“urlList” holds something that is not a string."},
    {"ping_members", "Очакват се „url“ или „urlList“, по желание „host“, „key“ и „keyLocation“.", "Expected are “url” or “urlList”, and optionally “host”, “key” and “keyLocation”."},
    {"no_address", "Няма нито един адрес.", "There is no address."},
    {"pings_off", "Известията са изключени: няма зададен „ping_token“.", "Pings are off: no “ping_token” is set."},
    {"give_token", "Дайте токена като „Authorization: Bearer …“ или като „key“.", "Give the token as “Authorization: Bearer …” or as “key”."},
    {"wrong_token", "Токенът не е верен.", "The token is wrong."},
    {"not_a_web_address", "„{address}“ не е уеб адрес.", "“{address}” is not a web address."},
    {"not_on_host", "„{address}“ не е на посочения „host“.", "“{address}” is not on the “host” given."},
    {"not_in_sites", "„{address}“ не е в нито един от настроените сайтове.", "“{address}” is in none of the configured sites."},
    {"no_address_accepted", "Нито един от адресите не е приет.", "None of the addresses is accepted."},
    {"no_such_ping", "Няма такова известие; приключилите се забравят след седмица.", "There is no such ping; those that are done are forgotten after a week."},
    {"ping_not_kept", "Известието не можа да бъде запазено: {problem}", "{problem}"},

    // What a result has in place of the words that were typed, where they stand, and what it lacks.
    {"why_same_meaning", "със същото значение: {words}", "the same in other words: {words}"},
    {"why_kin", "сродна дума: {words}", "related word: {words}"},
    {"why_part", "само {words}", "only {words}"},
    {"why_elsewhere", "{words} другаде на страницата", "{words} elsewhere on the page"},
    {"why_anchors", "{words} в препратки от други страници", "{words} in links from other pages"},
    {"why_without", "без {words}", "without {words}"},

    // The terminal.
    {"cli_words_dropped", "не са търсени", "not searched"},
    {"cli_quotes", "незатворени кавички", "quotes not closed"},
    {"cli_phrase_as_words", "изразът го няма дословно; търсени са думите", "no page has the phrase; its words were searched"},
    {"cli_only_exclusions", "няма какво да се търси: само изключвания", "nothing to search: only exclusions"},
    {"cli_latin_letters", "прочетено на кирилица", "read as Cyrillic"},
    {"cli_keyboard_layout", "прочетено с друга клавиатурна подредба", "read with another keyboard layout"},
    {"cli_mended", "поправено", "corrected"},
    {"cli_dates", "само сред публикуваното", "only among what was published"},
    {"cli_synonym", "включени са и", "also included"},
    {"cli_offer", "може би търсите:", "did you mean:"},
    {"cli_found", "намерени: {count}", "found: {count}"},
    {"cli_found_about", "намерени около: {count}", "found about: {count}"},
    {"cli_more", "; още: --page {page}", "; more: --page {page}"},
    {"cli_without_answer", "Без отговор; предложения за synonyms.txt:", "Without an answer; suggestions for synonyms.txt:"},
});

/// A kind of page: its code, the name of all such pages, the name of one, and what else people call it in a query.
struct PageType {
  std::string_view code;
  Sentence many, one;
  std::string_view also = {};  ///< Small letters, set apart by "|".
};

/// In the order in which they are listed.
inline constexpr auto kPageTypes = std::to_array<PageType>({
    {"policies", {"", "Политики", "Policies"}, {"", "Политика", "Policy"}},
    {"news", {"", "Новини", "News"}, {"", "Новина", "News item"}},
    {"events", {"", "Събития", "Events"}, {"", "Събитие", "Event"}},
    {"legislation", {"", "Законодателство", "Legislation"}, {"", "Акт", "Act"}, "закони|закон|актове|акт|laws|law|acts|act"},
    {"library", {"", "Библиотека", "Library"}, {"", "Публикация", "Publication"}, "публикации|документи|документ|publications|documents|document"},
    {"faqs", {"", "Въпроси и отговори", "Questions and answers"}, {"", "Въпроси и отговори", "Questions and answers"}, "въпроси|faq"},
    {"factpages", {"", "Факти", "Facts"}, {"", "Факти", "Facts"}},
    {"listings", {"", "Списъци", "Listings"}, {"", "Списък", "Listing"}},
    {"pages", {"", "Други страници", "Other pages"}, {"", "Страница", "Page"}, "страници"},
});
// clang-format on

/// Of the table; a key that it lacks, or has twice, does not compile.
consteval const Sentence& sentence(std::string_view key) {
  const Sentence* found = nullptr;
  for (const Sentence& each : kSentences) {
    if (each.key != key) continue;
    if (found != nullptr) throw std::logic_error("two sentences have this key");
    found = &each;
  }
  if (found == nullptr) throw std::logic_error("no sentence has this key");
  return *found;
}

}  // namespace izvor
