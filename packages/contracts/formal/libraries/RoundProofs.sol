// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RoundLib} from "../../src/libraries/RoundLib.sol";

/// @notice 2.3. The round of a time is the first that is published then or later, with the period of drand's quicknet:
/// nobody knows it before.
contract FirstRound {
    uint256 private constant PERIOD = 3;

    function prove(uint40 time, uint32 genesis) external pure {
        uint64 round = RoundLib.roundAt(time, genesis, PERIOD);
        assert(RoundLib.timeOf(round, genesis, PERIOD) >= time);
        if (round > 1) assert(RoundLib.timeOf(round - 1, genesis, PERIOD) < time);
    }
}
