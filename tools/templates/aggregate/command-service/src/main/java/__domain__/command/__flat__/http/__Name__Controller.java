package __domain__.command.__flat__.http;

import __domain__.events.__Name__Events;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.contrail.command.http.CommandAnswers;
import dev.contrail.command.http.CommandContext;
import dev.contrail.command.sequencer.Receipt;
import dev.contrail.command.sequencer.Sequencer;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Commands on __manywords__, one a request. */
@RestController
@RequestMapping("/api/__kebabs__")
final class __Name__Controller {

  private final Sequencer sequencer;
  private final CommandAnswers answers;
  private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

  __Name__Controller(Sequencer sequencer, CommandAnswers answers) {
    this.sequencer = sequencer;
    this.answers = answers;
  }

  /** Where it stands after the command. */
  record __Name__Answer(UUID __name__Id, long version, long position) {}

  /** Issues a __words__. Its id may be chosen by who asks. */
  @PostMapping
  ResponseEntity<__Name__Answer> issue(
      @Valid @RequestBody __Name__Requests.Issue request, CommandContext context) {
    var chosen = request.__name__Id();
    var submission =
        chosen == null
            ? __Names__.submissionOnFresh(request.toCommand(ids.generate()), context)
            : __Names__.submission(request.toCommand(chosen), context);
    var receipt = sequencer.execute(submission);
    var body = answer(receipt);
    return answered(HttpStatus.CREATED, receipt, body)
        .location(URI.create("/api/__kebabs__/" + body.__name__Id()))
        .body(body);
  }

  /** Redeems a __words__, once. */
  @PostMapping("/{__name__Id}/redemption")
  ResponseEntity<__Name__Answer> redeem(
      @PathVariable UUID __name__Id,
      @Valid @RequestBody __Name__Requests.Redeem request,
      CommandContext context) {
    var command = request.toCommand(__name__Id);
    var receipt = sequencer.execute(__Names__.submission(command, context));
    var body = answer(receipt);
    return answered(HttpStatus.OK, receipt, body).body(body);
  }

  /** Made of what is recorded, so that a repeated command gets the same answer. */
  private static __Name__Answer answer(Receipt receipt) {
    var head = receipt.heads().entrySet().iterator().next();
    var at = head.getValue();
    return new __Name__Answer(__Name__Events.__name__Id(head.getKey()), at.version(), at.position());
  }

  private ResponseEntity.BodyBuilder answered(
      HttpStatus status, Receipt receipt, __Name__Answer body) {
    return answers.answer(status, receipt, __Name__Events.streamId(body.__name__Id()));
  }
}
