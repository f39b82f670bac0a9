@NullMarked
package dev.contrail.web;

import org.jspecify.annotations.NullMarked;
