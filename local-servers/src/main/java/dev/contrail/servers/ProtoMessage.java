package dev.contrail.servers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The fields of a message of Protocol Buffers that have a length: strings, bytes, messages. See
 * "Encoding" of its documentation.
 */
final class ProtoMessage {

  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED_32 = 5;

  private record Field(int number, byte[] content) {}

  private final List<Field> fields = new ArrayList<>();

  /**
   * @throws IllegalArgumentException if it is no message
   */
  ProtoMessage(byte[] encoded) {
    var rest = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
    while (rest.hasRemaining()) {
      var key = (int) varint(rest);
      switch (key & 7) {
        case VARINT -> varint(rest);
        case FIXED_64 -> rest.getLong();
        case FIXED_32 -> rest.getInt();
        case LENGTH -> {
          var content = new byte[(int) varint(rest)];
          rest.get(content);
          fields.add(new Field(key >>> 3, content));
        }
        default -> throw new IllegalArgumentException("no field has the type " + (key & 7));
      }
    }
  }

  Stream<ProtoMessage> messages(int number) {
    return all(number).map(ProtoMessage::new);
  }

  Optional<byte[]> bytes(int number) {
    return all(number).findFirst();
  }

  private Stream<byte[]> all(int number) {
    return fields.stream().filter(field -> field.number() == number).map(Field::content);
  }

  private static long varint(ByteBuffer from) {
    var value = 0L;
    for (var shift = 0; ; shift += 7) {
      var next = from.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
