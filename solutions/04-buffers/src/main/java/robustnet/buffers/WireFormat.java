package robustnet.buffers;

/// The numbers of the wire format: how a frame looks on a connection, byte for byte. It is given,
/// for exercises 4.2 and 4.3.
///
/// ```
///  0        2         3       4            12           16           20           20+n         24+n
///  | magic  | version | type  | request id | length n   | header CRC | payload    | payload CRC |
///  | u16    | u8      | u8    | u64        | i32, >= 0  | u32        | n bytes    | u32         |
///
///  All integers are big-endian.
///  The header CRC is the CRC-32C of the 16 bytes before it, the payload CRC that of the payload.
///  A frame with an empty payload ends with its header: it has no payload CRC.
///
///   52 54 01 04  00 00 00 00 00 00 00 07  00 00 00 00  ba a5 4d d8
///   PING, request id 7, no payload
///
///   52 54 01 01  00 00 00 00 00 00 00 05  00 00 00 02  d8 26 3b 86  48 69  8a 16 3a c0
///   REQUEST, request id 5, payload "Hi"
/// ```
public final class WireFormat {
    /// The first two bytes of each frame, "RT".
    public static final int MAGIC = 0x5254;

    /// The version of the format, the third byte of each frame.
    public static final int VERSION = 1;

    /// The bytes of a header, its CRC included.
    public static final int HEADER_BYTES = 20;

    /// The bytes of a CRC.
    public static final int CRC_BYTES = 4;

    /// The most bytes that a payload may have where nothing else was agreed: 1 MiB.
    public static final int DEFAULT_MAX_PAYLOAD = 1 << 20;

    /// The highest maximum that can be agreed: 1 GiB. So the length of a whole frame fits into an
    /// `int`, with room to spare.
    public static final int HIGHEST_MAX_PAYLOAD = 1 << 30;

    private WireFormat() {}
}
