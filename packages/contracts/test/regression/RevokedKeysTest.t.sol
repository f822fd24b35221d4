// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Contradiction, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {TaskSteps} from "../support/TaskSteps.sol";

/// @notice What a stolen key does after it was revoked.
contract RevokedKeysTest is TaskSteps {
    function seatsAtStart() internal pure override returns (uint256) {
        return 12;
    }

    /// @dev The thief has signed lies for each task of the epochs before that is still alive, and shows them one after
    /// another, for a bounty each.
    function test_A13_aRevokedKeyCostsOneHardSlashAtMost() public {
        uint16 seat = 0;
        vm.warp((epochNow() + 1) * p.epoch - 600);
        Terms[3] memory asked;
        uint8[3] memory members;
        for (uint256 i; i < 3; ++i) {
            (asked[i], members[i]) = askUntilDrawn(seat, 3, hardSlash());
            settled(asked[i]);
        }
        rotate(seat, 500);
        nextEpoch();
        uint64 before = balanceOf(seat);
        for (uint256 i; i < 3; ++i) {
            Contradiction memory signed = contradictionOf(asked[i], committeeOfDecided(asked[i]), members[i], LIE);
            vm.prank(STRANGER);
            (bool taken,) = address(consensus).call(abi.encodeCall(consensus.punish, (signed)));
            if (!taken) continue;
        }
        assertLe(before - balanceOf(seat), hardSlash(), "one at most");
    }
}
