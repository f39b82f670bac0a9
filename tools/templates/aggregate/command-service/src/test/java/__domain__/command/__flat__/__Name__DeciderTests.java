package __domain__.command.__flat__;

import static dev.contrail.command.sequencer.SnapshotSpecification.states;

import __domain__.command.__flat__.__Name__Command.Issue__Name__;
import __domain__.command.__flat__.__Name__Command.Redeem__Name__;
import __domain__.events.__Name__Event;
import __domain__.events.__Name__Event.__Name__Issued;
import __domain__.events.__Name__Event.__Name__Redeemed;
import dev.contrail.command.decider.DeciderSpecification;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class __Name__DeciderTests {

  private static final UUID ID = UUID.fromString("018f3c5e-8f3a-7c1e-9d5b-3a1f0c2b4d6e");
  private static final __Name__Event ISSUED = new __Name__Issued(ID, "first");
  private static final __Name__Event REDEEMED = new __Name__Redeemed(ID, "p-1");

  private final DeciderSpecification<__Name__Command, __Name__, __Name__Event> __name__ =
      new DeciderSpecification<>(new __Name__Decider());

  @Test
  void anUnknownOneCanBeIssued() {
    __name__.given().when(new Issue__Name__(ID, "first")).then(ISSUED);
  }

  @Test
  void oneIsIssuedOnce() {
    __name__
        .given(ISSUED)
        .when(new Issue__Name__(ID, "second"))
        .thenRejected("__kebab__-already-issued");
  }

  @Test
  void anIssuedOneCanBeRedeemed() {
    __name__.given(ISSUED).when(new Redeem__Name__(ID, "p-1")).then(REDEEMED);
  }

  @Test
  void oneIsRedeemedOnce() {
    __name__
        .given(ISSUED, REDEEMED)
        .when(new Redeem__Name__(ID, "p-2"))
        .thenRejected("already-redeemed");
  }

  @Test
  void anUnknownOneCannotBeRedeemed() {
    __name__.given().when(new Redeem__Name__(ID, "p-1")).thenRejected("__kebab__-unknown");
  }

  @Test
  void everyStageSurvivesASnapshot() {
    states(
            __Name__.class,
            new __Name__Decider(),
            new __Name__.NotIssued(),
            new __Name__.Issued(),
            new __Name__.Redeemed())
        .surviveASnapshot();
  }
}
