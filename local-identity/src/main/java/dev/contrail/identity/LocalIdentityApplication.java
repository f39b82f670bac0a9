package dev.contrail.identity;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Gives a token to whoever asks for one: the roles are in {@code application.yml}, with a secret
 * that everybody knows. Its place is the loopback of one machine.
 */
@SpringBootApplication
class LocalIdentityApplication {

  static void main(String[] args) {
    SpringApplication.run(LocalIdentityApplication.class, args);
  }
}
