package com.example.flights.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.events.ConsistencyToken;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Lists that go on. */
@ToldService.Test
class PagesIntegrationTests {

  @Autowired MockMvcTester mvc;

  private MvcTestResult get(String uri) {
    return mvc.get().uri(uri).header(ConsistencyToken.HEADER, ToldService.TOKEN).exchange();
  }

  @Test
  void aLocalTimeStaysWhatItWasWhateverTheZoneOfTheServer() {
    assertThat(get("/api/flights?origin=JFK&from=2026-03-08T02:30&to=2026-03-08T02:31"))
        .bodyJson()
        .extractingPath("items[4].departure")
        .isEqualTo("2026-03-08T02:30:00");
    assertThat(get("/api/flights?origin=JFK&from=2026-03-08T02:31"))
        .bodyJson()
        .isStrictlyEqualTo("{\"items\":[]}");
  }

  @Test
  void pagesShowEverythingOnce() throws Exception {
    var link = Pattern.compile("<(.*)>; rel=\"next\"");
    for (var filter : new String[] {"", "&origin=JFK", "&destination=ORD"}) {
      var ids = new ArrayList<String>();
      String uri = "/api/flights?limit=2&from=2026-03-01T00:00" + filter;
      while (uri != null) {
        var response = get(uri).getResponse();
        Pattern.compile("\"flightId\":\"([^\"]+)\"")
            .matcher(response.getContentAsString())
            .results()
            .forEach(found -> ids.add(found.group(1)));
        uri = next(link, response.getHeader("Link"));
      }
      assertThat(ids).hasSize(5).doesNotHaveDuplicates().isSorted();
    }
  }

  private static @Nullable String next(Pattern link, @Nullable String header) {
    var matcher = link.matcher(header == null ? "" : header);
    return matcher.matches() ? matcher.group(1) : null;
  }
}
