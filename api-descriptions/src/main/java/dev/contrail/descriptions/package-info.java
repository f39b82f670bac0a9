/**
 * The API as others see it: OpenAPI documents of the services and an AsyncAPI document of the
 * topic, made of what the code says.
 */
@NullMarked
package dev.contrail.descriptions;

import org.jspecify.annotations.NullMarked;
