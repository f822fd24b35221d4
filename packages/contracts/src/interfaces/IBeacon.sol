// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title IBeacon
/// @notice Rounds of a drand beacon, verified once and kept for everybody: the scheme bls-unchained-g1-rfc9380, which
/// drand's quicknet has. A signature is a point of G1, the key one of G2, and what is signed is
/// sha256(uint64(round)).
/// @dev Assumptions:
///  - Fewer than drand's threshold work together: nobody knows a round before it is published, and nobody holds one
///    back.
///  - A round has one signature and therefore one randomness: whoever posts it can choose nothing.
///  - The chain has the precompiles of EIP-2537; the constructor finds out.
///
/// Points are in the encoding of EIP-2537: a coordinate is 64 bytes, of which the first 16 are zero; a point of G1 is
/// (x, y), 128 bytes; one of G2 is (x.c0, x.c1, y.c0, y.c1), 256 bytes.
interface IBeacon {
    /* EVENTS */

    /// @notice A round was verified and is known from now on.
    event RoundPosted(uint64 indexed round, address indexed poster, bytes32 randomness);

    /* ERRORS */

    /// @notice The chain lacks a precompile: a call of it succeeds and brings nothing.
    error PrecompileMissing(address precompile);
    /// @notice The round that was known when the contract was made is not signed by its key.
    error InvalidKnownRound(uint64 round);
    /// @notice A beacon needs a time between rounds.
    error InvalidPeriod(uint64 period);
    /// @notice The round is known already.
    error RoundAlreadyPosted(uint64 round);
    /// @notice Rounds are 1 to 2^64 - 1.
    error RoundOutOfRange(uint256 round);
    /// @notice Not the beacon's signature of the round, not in its encoding, or verified with too little gas.
    error InvalidSignature(uint64 round);

    /* ROUNDS */

    /// @notice Makes a round known, by anybody, once.
    /// @dev A precompile that refuses a point takes all gas that it was given: simulate first. Errors: RoundOutOfRange,
    /// RoundAlreadyPosted, InvalidSignature, PrecompileMissing.
    /// @param signature 128 bytes: the point, uncompressed, as above. drand publishes it compressed; the SDK's
    /// `encodeSignature` makes one of the other.
    function post(uint64 round, bytes calldata signature) external;

    /// @notice What drand calls the randomness of a round: the sha256 of its compressed signature of 48 bytes; zero
    /// until somebody posted it.
    function randomness(uint64 round) external view returns (bytes32);

    /// @notice The randomness of a round and who posted it; both zero until then.
    /// @dev Costs one or two slots more than `randomness`.
    function roundOf(uint64 round) external view returns (bytes32 randomness, address poster);

    /// @notice The highest round that anybody posted; zero before the first.
    function latest() external view returns (uint64);

    /* TIMES */

    /// @notice The first round that is published at this time or later.
    /// @dev Errors: RoundOutOfRange.
    /// @param timestamp In seconds since 1970.
    function roundAt(uint256 timestamp) external view returns (uint64);

    /// @notice When a round is published, in seconds since 1970.
    /// @dev Errors: RoundOutOfRange.
    function timeOf(uint64 round) external view returns (uint256);

    /// @notice Seconds between rounds.
    function period() external view returns (uint256);

    /// @notice When round 1 was published, in seconds since 1970.
    function genesis() external view returns (uint256);

    /* KEY */

    /// @notice The beacon's key: 256 bytes, a point of G2.
    function publicKey() external view returns (bytes memory);
}
