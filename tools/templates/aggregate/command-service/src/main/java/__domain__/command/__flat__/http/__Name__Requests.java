package __domain__.command.__flat__.http;

import __domain__.command.__flat__.__Name__Command.Issue__Name__;
import __domain__.command.__flat__.__Name__Command.Redeem__Name__;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bodies of requests about __manywords__. */
final class __Name__Requests {

  private __Name__Requests() {}

  /**
   * @param __name__Id chosen by the client, or null to have one made
   */
  record Issue(@Nullable UUID __name__Id, @NotBlank @Size(max = 100) String label) {

    Issue__Name__ toCommand(UUID id) {
      return new Issue__Name__(id, label);
    }
  }

  record Redeem(@NotBlank @Size(max = 100) String redeemedBy) {

    Redeem__Name__ toCommand(UUID id) {
      return new Redeem__Name__(id, redeemedBy);
    }
  }
}
