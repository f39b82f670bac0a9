package __domain__.command.__flat__.http;

import static org.assertj.core.api.Assertions.assertThat;

import __domain__.command.RunningCommandService;
import dev.contrail.events.ConsistencyToken;
import org.junit.jupiter.api.Test;

class __Name__HttpIntegrationTests extends RunningCommandService {

  @Test
  void issuedOnceAndRedeemedOnce() throws Exception {
    var issued = post("/api/__kebabs__", "{\"label\":\"first\"}");
    assertThat(issued.statusCode()).as(issued.body()).isEqualTo(201);
    var id = body(issued).get("__name__Id").stringValue();
    assertThat(issued.headers().firstValue("Location")).contains("/api/__kebabs__/" + id);
    assertThat(issued.headers().firstValue("ETag")).contains("\"1\"");
    var token = ConsistencyToken.decode(issued.headers().firstValue("Consistency-Token").get());
    assertThat(token.orElseThrow().positions())
        .containsEntry("__kebab__-" + id, body(issued).get("position").longValue());

    var redemption = "/api/__kebabs__/" + id + "/redemption";
    var redeemed = post(redemption, "{\"redeemedBy\":\"p-1\"}");
    assertThat(redeemed.statusCode()).as(redeemed.body()).isEqualTo(200);
    assertThat(redeemed.headers().firstValue("ETag")).contains("\"2\"");
    var again = post(redemption, "{\"redeemedBy\":\"p-2\"}");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(body(again).get("type").stringValue()).endsWith(":already-redeemed");
  }

  @Test
  void whatIsNotThereIsUnknownAndWhatIsInvalidIsRefused() throws Exception {
    var nobodys = "/api/__kebabs__/018f3c5e-8f3a-7c1e-9d5b-3a1f0c2b4d6e/redemption";
    assertThat(post(nobodys, "{\"redeemedBy\":\"p-1\"}").statusCode()).isEqualTo(404);
    assertThat(post("/api/__kebabs__", "{\"label\":\" \"}").statusCode()).isEqualTo(422);
  }
}
