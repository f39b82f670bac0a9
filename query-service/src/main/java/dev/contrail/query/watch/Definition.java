package dev.contrail.query.watch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is watched for: events of one of these types of which all conditions hold.
 *
 * @param types any, if there are none
 * @param window null to tell each match for itself
 */
record Definition(List<String> types, List<Condition> where, @Nullable Window window) {

  Definition {
    types = List.copyOf(types);
    where = List.copyOf(where);
  }
}
