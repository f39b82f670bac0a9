package dev.contrail.query.projection;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The components of a record as columns of a table, in the order of the record. */
final class RecordColumns<R extends Record> {

  /** One component. */
  record Column(String name, ColumnType type, Class<?> javaType, Method accessor) {

    @Nullable Object of(Object record) {
      try {
        return accessor.invoke(record);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new UnfitRowException("cannot read " + accessor, e);
      }
    }
  }

  private final Constructor<R> constructor;
  private final List<Column> columns;

  /**
   * @throws IllegalArgumentException if a component has a type that no column has
   */
  RecordColumns(Class<R> type) {
    var components = type.getRecordComponents();
    try {
      this.constructor =
          type.getDeclaredConstructor(
              Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(type + " has no canonical constructor", e);
    }
    constructor.setAccessible(true);
    this.columns = Arrays.stream(components).map(RecordColumns::column).toList();
  }

  private static Column column(RecordComponent component) {
    var accessor = component.getAccessor();
    accessor.setAccessible(true);
    var type = component.getType();
    return new Column(snakeCase(component.getName()), ColumnType.of(type), type, accessor);
  }

  static String snakeCase(String camelCase) {
    return camelCase.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  List<Column> columns() {
    return columns;
  }

  List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /** Tells the values of a record in the order of its columns. */
  void tell(Record row, Consumer<@Nullable Object> value) {
    for (var column : columns) {
      value.accept(column.of(row));
    }
  }

  Optional<Column> named(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /** The record in the current row, its columns being selected in order. */
  R read(ResultSet rows) throws SQLException {
    var values = new @Nullable Object[columns.size()];
    for (var i = 0; i < values.length; i++) {
      var column = columns.get(i);
      values[i] = column.type().read(rows, i + 1, column.javaType());
    }
    return create(values);
  }

  /** The record in the current row, its columns being found by their names. */
  R readByName(ResultSet rows) throws SQLException {
    var values = new @Nullable Object[columns.size()];
    for (var i = 0; i < values.length; i++) {
      var column = columns.get(i);
      values[i] = column.type().read(rows, rows.findColumn(column.name()), column.javaType());
    }
    return create(values);
  }

  R create(@Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new UnfitRowException(constructor + " refused a row: " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new UnfitRowException("cannot make a " + constructor.getDeclaringClass(), e);
    }
  }
}
