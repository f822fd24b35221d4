// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BaseTest} from "../BaseTest.sol";

/// @notice The smallest amounts there are.
contract OneUnitTest is BaseTest {
    function setUp() public override {
        super.setUp();
        p.minimumFeePerSeat = 1;
        redeploy(SEATS);
    }

    function test_oneUnit_ofASlashIsOwed() public {
        bytes32 task = sealedTask(3, 3);
        commitAll(task, 0, 2, TRUTH);
        vm.warp(commitEnd(task));
        revealAll(task, 0, 2, TRUTH);
        assertEq(consensus.owedSink(), 1, "the absent member's part of the fee");
        assertConservation(0);
    }
}
