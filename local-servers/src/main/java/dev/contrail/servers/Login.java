package dev.contrail.servers;

/** A database role and its password. */
public record Login(String user, String password) {}
