// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BaseTest} from "../BaseTest.sol";

/// @notice Member 0 is a member like the others.
contract OverturnFirstMemberTest is BaseTest {
    function test_overturn_repaysTheFirstMember() public {
        uint64 nonce = nextNonce;
        bytes32 task = sealedTask(3);
        bytes32[] memory outputs = outputsOf(3, LIE);
        outputs[0] = TRUTH;
        consensus.settle(settlementOf(task, outputs));
        bytes32 appealTask = appeal(task, nonce);
        nextBlock();
        consensus.settle(settlementOf(appealTask, TRUTH));
        uint16 seat = seatAt(task, 0);
        uint96 before = balanceOf(seat);
        consensus.overturn(task);
        assertEq(balanceOf(seat) - before, hardSlash(), "what it was slashed for being right");
    }
}
