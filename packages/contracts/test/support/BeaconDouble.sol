// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RoundLib} from "../../src/libraries/RoundLib.sol";

/// @notice A beacon whose rounds a test sets: what the consensus contract does with rounds is tested here, how they are
/// verified in beacon/.
contract BeaconDouble {
    struct Round {
        bytes32 randomness;
        address poster;
    }

    uint256 public constant genesis = 1_700_000_000;
    uint256 public constant period = 3;
    uint64 public latest;
    mapping(uint64 round => Round) private _rounds;

    function set(uint64 round, bytes32 randomness_) external {
        _rounds[round] = Round(randomness_, msg.sender);
        if (round > latest) latest = round;
    }

    function randomness(uint64 round) external view returns (bytes32) {
        return _rounds[round].randomness;
    }

    function roundOf(uint64 round) external view returns (bytes32, address) {
        return (_rounds[round].randomness, _rounds[round].poster);
    }

    function roundAt(uint256 time) external pure returns (uint64) {
        return RoundLib.roundAt(time, genesis, period);
    }

    function timeOf(uint64 round) external pure returns (uint256) {
        return RoundLib.timeOf(round, genesis, period);
    }
}
