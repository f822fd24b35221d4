// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBeacon} from "./interfaces/IBeacon.sol";
import {Bls12381Lib} from "./libraries/Bls12381Lib.sol";
import {HashToCurveLib} from "./libraries/HashToCurveLib.sol";
import {RoundLib} from "./libraries/RoundLib.sol";

/// @title Beacon
/// @notice Rounds of a drand beacon, verified.
contract Beacon is IBeacon {
    /// @dev Rounds in a row. `keeper` posted the first of them that anybody did; `latest` is the highest one posted;
    /// `hasOthers` is set when somebody else than the keeper posts one.
    struct Span {
        address keeper;
        uint64 latest;
        bool hasOthers;
    }

    /// @dev 2^15 rounds are a span: 27 hours at three seconds.
    uint64 private constant SPAN_BITS = 15;

    uint64 private immutable GENESIS;
    uint64 private immutable PERIOD;
    // The key, in the code: from storage each half coordinate would cost 2,100 gas a round.
    bytes32 private immutable KEY_0;
    bytes32 private immutable KEY_1;
    bytes32 private immutable KEY_2;
    bytes32 private immutable KEY_3;
    bytes32 private immutable KEY_4;
    bytes32 private immutable KEY_5;
    bytes32 private immutable KEY_6;
    bytes32 private immutable KEY_7;

    /// @dev A slot of its own, whole: what consensus reads for each task.
    mapping(uint64 round => bytes32) private _randomness;
    mapping(uint64 span => Span) private _spans;
    /// @dev Of the rounds that another than the span's keeper posted. The poster of each in a slot of its own would
    /// cost 22,000 gas more, which most rounds do not need: few accounts post most of them.
    mapping(uint64 round => address) private _others;
    /// @dev The span of the highest round.
    uint64 private _latestSpan;

    /// @param key 256 bytes, see `publicKey`.
    /// @param genesisTime When round 1 was published, in seconds since 1970.
    /// @param roundPeriod Seconds between rounds.
    /// @param knownRound A round that was published; it is verified and not kept.
    /// @param knownSignature Its signature, in 128 bytes as `post` takes it.
    constructor(
        bytes memory key,
        uint64 genesisTime,
        uint64 roundPeriod,
        uint64 knownRound,
        bytes memory knownSignature
    ) {
        if (roundPeriod == 0) revert InvalidPeriod(roundPeriod);
        if (!_isSignedBy(key, knownRound, knownSignature)) revert InvalidKnownRound(knownRound);
        (GENESIS, PERIOD) = (genesisTime, roundPeriod);
        (KEY_0, KEY_1, KEY_2, KEY_3, KEY_4, KEY_5, KEY_6, KEY_7) =
            abi.decode(key, (bytes32, bytes32, bytes32, bytes32, bytes32, bytes32, bytes32, bytes32));
    }

    /* ROUNDS */

    /// @inheritdoc IBeacon
    function post(uint64 round, bytes calldata signature) external {
        if (round == 0) revert RoundOutOfRange(round);
        if (_randomness[round] != 0) revert RoundAlreadyPosted(round);
        if (!_isSignedBy(publicKey(), round, signature)) revert InvalidSignature(round);
        bytes32 value = sha256(Bls12381Lib.compress(signature));
        _randomness[round] = value;
        _record(round, msg.sender);
        emit RoundPosted(round, msg.sender, value);
    }

    /// @inheritdoc IBeacon
    function randomness(uint64 round) external view returns (bytes32) {
        return _randomness[round];
    }

    /// @inheritdoc IBeacon
    function roundOf(uint64 round) external view returns (bytes32 value, address poster) {
        value = _randomness[round];
        if (value == 0) return (0, address(0));
        Span storage span = _spans[_spanOf(round)];
        if (span.hasOthers) poster = _others[round];
        if (poster == address(0)) poster = span.keeper;
    }

    /// @inheritdoc IBeacon
    function latest() external view returns (uint64) {
        return _spans[_latestSpan].latest;
    }

    /* TIMES */

    /// @inheritdoc IBeacon
    function roundAt(uint256 timestamp) external view returns (uint64) {
        if (timestamp > RoundLib.timeOf(type(uint64).max, GENESIS, PERIOD)) {
            revert RoundOutOfRange((timestamp - GENESIS - 1) / PERIOD + 2);
        }
        return RoundLib.roundAt(timestamp, GENESIS, PERIOD);
    }

    /// @inheritdoc IBeacon
    function timeOf(uint64 round) external view returns (uint256) {
        if (round == 0) revert RoundOutOfRange(round);
        return RoundLib.timeOf(round, GENESIS, PERIOD);
    }

    /// @inheritdoc IBeacon
    function period() external view returns (uint256) {
        return PERIOD;
    }

    /// @inheritdoc IBeacon
    function genesis() external view returns (uint256) {
        return GENESIS;
    }

    /* KEY */

    /// @inheritdoc IBeacon
    function publicKey() public view returns (bytes memory) {
        return abi.encode(KEY_0, KEY_1, KEY_2, KEY_3, KEY_4, KEY_5, KEY_6, KEY_7);
    }

    function _isSignedBy(bytes memory key, uint64 round, bytes memory signature) private view returns (bool) {
        bytes32 message = sha256(abi.encodePacked(round));
        return Bls12381Lib.isSigned(signature, HashToCurveLib.hashToG1(message), key);
    }

    /* POSTERS */

    /// @dev Who posted a round: the span's keeper unless another is written down. The keeper of a span never changes.
    function _record(uint64 round, address poster) private {
        uint64 index = _spanOf(round);
        Span storage span = _spans[index];
        address keeper = span.keeper;
        if (keeper == address(0)) {
            span.keeper = poster;
            if (index > _latestSpan) _latestSpan = index;
        } else if (keeper != poster) {
            span.hasOthers = true;
            _others[round] = poster;
        }
        if (round > span.latest) span.latest = round;
    }

    function _spanOf(uint64 round) private pure returns (uint64) {
        return round >> SPAN_BITS;
    }
}
