#include "searchd/routes/answers.h"

namespace izvor {

Answer answer_start_page(const Visit&) {
  HttpResponse response;
  response.set("Content-Type", "text/html; charset=utf-8");
  response.set("Content-Language", "bg");
  response.body =
      "<!doctype html><html lang=\"bg\"><meta charset=\"utf-8\"><title>Извор</title>"
      "<form action=\"/search\" role=\"search\"><label>Търсене <input name=\"q\" "
      "type=\"search\"></label><button>Търси</button></form>";
  return response;
}

}  // namespace izvor
