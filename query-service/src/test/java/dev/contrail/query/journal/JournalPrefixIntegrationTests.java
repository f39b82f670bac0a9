package dev.contrail.query.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.query.fixture.JournalTable;
import dev.contrail.query.fixture.JournalTable.Row;
import dev.contrail.query.journal.Completeness.Gap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Partitions arrive in their own time, and it is known what is still missing. */
class JournalPrefixIntegrationTests {

  private final JournalTable journal = new JournalTable();
  private final JournalPrefix prefix = newPrefix();

  private JournalPrefix newPrefix() {
    return new JournalPrefix(journal.client(), JournalTable.CELL);
  }

  private Completeness completeness() {
    return Completeness.of(journal.client(), JournalTable.CELL);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private void arrive(long... positions) {
    journal.insert(
        LongStream.of(positions).mapToObj(position -> Row.of(position, "type", "{}")).toList());
  }

  @Test
  void itEndsBeforeTheFirstPositionThatIsMissing() {
    assertThat(prefix.look()).isZero();
    arrive(2, 3);
    assertThat(prefix.look()).isZero();
    arrive(1);
    assertThat(prefix.look()).isEqualTo(3);
    arrive(5, 6, 9);
    assertThat(prefix.look()).isEqualTo(3);
    arrive(4);
    assertThat(prefix.look()).isEqualTo(6);
    assertThat(newPrefix().look()).isEqualTo(6);
  }

  @Test
  void whatAnOperatorLeftOutIsNotWaitedFor() {
    arrive(1, 3, 5);
    skip(2);
    assertThat(prefix.look()).isEqualTo(3);
    skip(4);
    skip(6);
    assertThat(prefix.look()).isEqualTo(6);
    assertThat(newPrefix().look()).isEqualTo(6);
    assertThat(completeness().missing()).containsExactly(new Gap(2, 2), new Gap(4, 4));
  }

  private void skip(long position) {
    journal
        .client()
        .sql("insert into projection_skip (projection, position, reason) values ('journal', ?, '')")
        .param(position)
        .update();
  }

  @Test
  void aSwitchToAGenerationThatLacksSomethingIsSeen() {
    arrive(1, 2, 3);
    assertThat(prefix.look()).isEqualTo(3);
    journal.create(2);
    journal
        .client()
        .sql(
            "insert into projection.journal_g2 select * from projection.journal_g1 where position <> 2")
        .update();
    journal
        .client()
        .sql("update projection.journal_g2 set position = 5 where position = 3")
        .update();
    assertThat(newPrefix().look()).isEqualTo(1);
    assertThat(prefix.look()).as("what is read now has less").isEqualTo(1);
    assertThat(prefix.reached()).isEqualTo(1);
  }

  @Test
  void gapsAnywhereInALongJournalAreFound() {
    journal.fill(1, 200_000);
    assertThat(completeness().missing()).isEmpty();
    assertThat(newPrefix().look()).isEqualTo(200_000);

    journal.delete(65_530, 65_540); // over the end of a block that is counted as one
    journal.delete(131_073, 196_608); // a whole one
    journal.delete(199_999, 199_999);
    var found = completeness();
    assertThat(found.maxPosition()).isEqualTo(200_000);
    assertThat(found.count()).isEqualTo(200_000 - 11 - 65_536 - 1);
    assertThat(found.missing())
        .containsExactly(
            new Gap(65_530, 65_540), new Gap(131_073, 196_608), new Gap(199_999, 199_999));
    assertThat(newPrefix().look()).isEqualTo(65_529);
  }

  @Test
  void gapsAreThoseOfAPlainLook() {
    var seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var there = new TreeSet<Long>();
    for (var round = 0; round < 20; round++) {
      var more = random.longs(1 + random.nextInt(30), 1, 200).boxed().collect(Collectors.toSet());
      more.removeAll(there);
      var arriving = new ArrayList<>(more);
      Collections.shuffle(arriving, random);
      arrive(arriving.stream().mapToLong(Long::longValue).toArray());
      there.addAll(more);
      var dense = LongStream.iterate(1, there::contains, position -> position + 1).count();
      assertThat(prefix.look()).isEqualTo(dense);
      assertThat(completeness().missing()).isEqualTo(gaps(there).stream().limit(10).toList());
    }
  }

  private static List<Gap> gaps(TreeSet<Long> there) {
    var gaps = new ArrayList<Gap>();
    var before = 0L;
    for (var position : there) {
      if (position > before + 1) {
        gaps.add(new Gap(before + 1, position - 1));
      }
      before = position;
    }
    return gaps;
  }
}
