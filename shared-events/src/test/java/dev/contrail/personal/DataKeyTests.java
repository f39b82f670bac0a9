package dev.contrail.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.contrail.personal.DataKey.MisplacedException;
import org.junit.jupiter.api.Test;

class DataKeyTests {

  private final DataKey key = DataKey.of("p-1");

  @Test
  void whatWasSealedOpensForItsPersonAndField() throws MisplacedException {
    var sealed = sealed(key.seal("name", "Änn \uD83D\uDE00"));
    assertThat(sealed.keyId()).isEqualTo(key.id());
    assertThat(key.open("p-1", "name", sealed)).isEqualTo("Änn \uD83D\uDE00");
  }

  @Test
  void theSameTextIsSealedDifferentlyEachTime() {
    assertThat(key.seal("name", "Ann")).doesNotContain("Ann").isNotEqualTo(key.seal("name", "Ann"));
  }

  @Test
  void whatAKeyHasSealedIsKnownByItsBeginning() {
    assertThat(key.seal("name", "Ann")).startsWith(DataKey.beginning(key.id(), "name") + ".");
  }

  /** Cures: key and field are authenticated, and the person is compared. */
  @Test
  void itDoesNotOpenElsewhere() {
    var text = key.seal("name", "Ann");
    assertMisplaced(key, "p-2", "name", text);
    assertMisplaced(key, "p-1", "passport", text);
    assertMisplaced(DataKey.of("p-1"), "p-1", "name", text);
    var parts = text.split("\\.", 2);
    var elsewhere = DataKey.beginning(key.id(), "passport") + "." + parts[1];
    assertMisplaced(key, "p-1", "passport", elsewhere);
  }

  @Test
  void itDoesNotOpenWhenItWasChanged() {
    var text = key.seal("name", "a name");
    var at = text.lastIndexOf('.') - 2;
    var changed =
        text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A') + text.substring(at + 1);
    assertMisplaced(key, "p-1", "name", changed);
  }

  @Test
  void plainTextIsNotSealed() {
    assertThat(Sealed.in("Ann")).isEmpty();
    assertThat(Sealed.in("eyJ..")).isEmpty();
    assertThat(Sealed.in("eyJhbGciOiJub25lIn0..a.b.c")).isEmpty();
  }

  private static Sealed sealed(String text) {
    return Sealed.in(text).orElseThrow();
  }

  private static void assertMisplaced(DataKey key, String subject, String field, String text) {
    assertThatThrownBy(() -> key.open(subject, field, sealed(text)))
        .isInstanceOf(MisplacedException.class)
        .hasMessageNotContaining("Ann");
  }
}
