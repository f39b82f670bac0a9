package dev.contrail.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.junit.jupiter.api.Test;

class ConnectionLimitTests {

  private static final int HEADER = 10 * 1024;
  private static final int TOMCATS = 8_192;

  private static int connections(long heapMegabytes) {
    var connector = new Connector();
    var http = (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
    http.setMaxHttpRequestHeaderSize(HEADER);
    http.setMaxConnections(TOMCATS);
    new ConnectionLimit(heapMegabytes << 20).limit(connector);
    return http.getMaxConnections();
  }

  @Test
  void aSmallHeapHasRoomForFewer() {
    var connections = connections(320);
    assertThat((long) connections * HEADER).isLessThan(320L << 20);
    assertThat(connections).isGreaterThan(2_223); // nine tenths of them: two thousand live views
  }

  @Test
  void aLargeHeapChangesNothing() {
    assertThat(connections(4_096)).isEqualTo(TOMCATS);
  }
}
