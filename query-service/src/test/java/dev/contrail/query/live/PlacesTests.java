package dev.contrail.query.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.query.live.Places.Answer;
import org.junit.jupiter.api.Test;

class PlacesTests {

  private final Places places = new Places(3, 2);

  @Test
  void aSubjectHasSoManyAndAllTogetherHaveSoMany() {
    assertThat(places.take("ann")).isEqualTo(Answer.TAKEN);
    assertThat(places.take("ann")).isEqualTo(Answer.TAKEN);
    assertThat(places.take("ann")).isEqualTo(Answer.SUBJECT_HAS_ENOUGH);
    assertThat(places.take("bob")).isEqualTo(Answer.TAKEN);
    assertThat(places.take("bob")).isEqualTo(Answer.NONE_LEFT);
  }

  /** Cure: a refusal takes no place, neither the subject's nor one of all. */
  @Test
  void whatIsGivenBackCanBeTakenAgain() {
    for (var i = 0; i < 10; i++) {
      assertThat(places.take("ann")).isEqualTo(Answer.TAKEN);
      assertThat(places.take("ann")).isEqualTo(Answer.TAKEN);
      assertThat(places.take("ann")).isEqualTo(Answer.SUBJECT_HAS_ENOUGH);
      assertThat(places.take("bob")).isEqualTo(Answer.TAKEN);
      assertThat(places.take("zoe")).isEqualTo(Answer.NONE_LEFT);
      places.giveBack("ann");
      places.giveBack("ann");
      places.giveBack("bob");
    }
  }
}
