// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RoundLib} from "../../src/libraries/RoundLib.sol";

/// @notice 2.3. The round of a time is the first that is published then or later, with the periods of drand's networks:
/// nobody knows it before.
contract FirstRound {
    function prove(uint40 time, uint32 genesis, uint8 period) external pure {
        require(period == 3 || period == 30);
        uint64 round = RoundLib.roundAt(time, genesis, period);
        assert(RoundLib.timeOf(round, genesis, period) >= time);
        if (round > 1) assert(RoundLib.timeOf(round - 1, genesis, period) < time);
    }
}
