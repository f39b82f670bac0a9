package __domain__.command.__flat__;

import __domain__.command.__flat__.__Name__.Issued;
import __domain__.command.__flat__.__Name__.NotIssued;
import __domain__.command.__flat__.__Name__.Redeemed;
import __domain__.command.__flat__.__Name__Command.Issue__Name__;
import __domain__.command.__flat__.__Name__Command.Redeem__Name__;
import __domain__.events.__Name__Event;
import __domain__.events.__Name__Event.__Name__Issued;
import __domain__.events.__Name__Event.__Name__Redeemed;
import dev.contrail.command.decider.CommandRejected;
import dev.contrail.command.decider.Decider;
import java.util.List;

/** The rules of __article__ __words__: it is issued once and redeemed once. */
public final class __Name__Decider implements Decider<__Name__Command, __Name__, __Name__Event> {

  @Override
  public __Name__ initialState() {
    return new NotIssued();
  }

  @Override
  public List<__Name__Event> decide(__Name__Command command, __Name__ __name__) {
    return switch (command) {
      case Issue__Name__ issue -> issue(issue, __name__);
      case Redeem__Name__ redeem -> redeem(redeem, __name__);
    };
  }

  private static List<__Name__Event> issue(Issue__Name__ command, __Name__ __name__) {
    if (!(__name__ instanceof NotIssued)) {
      throw CommandRejected.because(
          "__kebab__-already-issued", "There is one with this id. Choose another id.");
    }
    return List.of(new __Name__Issued(command.__name__Id(), command.label()));
  }

  private static List<__Name__Event> redeem(Redeem__Name__ command, __Name__ __name__) {
    return switch (__name__) {
      case Issued _ -> List.of(new __Name__Redeemed(command.__name__Id(), command.redeemedBy()));
      case Redeemed _ ->
          throw CommandRejected.because("already-redeemed", "It was redeemed before.");
      case NotIssued _ ->
          throw CommandRejected.unknown("__kebab__-unknown", "There is none with this id.");
    };
  }

  @Override
  public __Name__ evolve(__Name__ __name__, __Name__Event event) {
    return switch (event) {
      case __Name__Issued _ -> new Issued();
      case __Name__Redeemed _ -> new Redeemed();
    };
  }
}
