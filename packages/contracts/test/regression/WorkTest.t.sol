// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Settlement, State} from "../../src/interfaces/ConsensusTypes.sol";
import {BaseTest} from "../BaseTest.sol";

/// @notice A transaction too large for a block, or too dear for who has to send it. The exact figures are in
/// snapshots/; the 256 probes of a draw in vain are measured there, too.
contract WorkTest is BaseTest {
    uint256 private constant WORST_CASE = 2_000_000;

    function setUp() public override {
        super.setUp();
        // Every slash ejects.
        p.slashBps = 6_000;
        redeploy(SEATS);
    }

    /// @dev Fifteen votes, a quorum, and five members that lie in five ways, each slashed and ejected.
    function test_k15_worst_case_gas_settle() public {
        bytes32 task = sealedTask(15);
        consensus.settle(settlementOf(task, fiveLies()));
        isBounded();
    }

    /// @dev The same with one vote less, and the committee written down.
    function test_k15_worst_case_gas_settle_and_draw() public {
        bytes32 task = sealedTask(15);
        Settlement memory s = settlementOf(task, fiveLies(), 0x3fff);
        vm.prank(REQUESTER);
        consensus.settle(s);
        isBounded();
    }

    /// @dev Five lied or withheld, each slashed and ejected by who closes the task.
    function test_k15_worst_case_gas_finalize(bool withheld) public {
        bytes32 task = sealedTask(15);
        commitAll(task, 0, 10, TRUTH);
        commitAll(task, 10, 15, LIE);
        revealAll(task, 0, 10, TRUTH);
        if (withheld) {
            vm.warp(revealEnd(task));
            consensus.finalize(task);
        } else {
            revealAll(task, 10, 14, LIE);
            reveal(task, 14, LIE);
        }
        isBounded();
        assertState(task, State.Decided);
    }

    /// @dev Ten liars lose their bonds and are ejected, five who were right are repaid.
    function test_k15_worst_case_gas_overturn() public {
        for (uint256 i; i < 15; ++i) {
            join(SEATS + i);
        }
        skip(p.activationDelay + 1);
        uint64 nonce = nextNonce;
        bytes32 task = sealedTask(15);
        bytes32[] memory outputs = outputsOf(15, LIE);
        for (uint256 member = 10; member < 15; ++member) {
            outputs[member] = TRUTH;
        }
        consensus.settle(settlementOf(task, outputs));
        bytes32 appealTask = appeal(task, nonce);
        isBounded();
        nextBlock();
        consensus.settle(settlementOf(appealTask, TRUTH));
        consensus.overturn(task);
        isBounded();
    }

    function fiveLies() private pure returns (bytes32[] memory outputs) {
        outputs = outputsOf(15, TRUTH);
        for (uint256 member = 10; member < 15; ++member) {
            outputs[member] = bytes32(member);
        }
    }

    /// @dev Of the last call.
    function isBounded() private view {
        assertLt(vm.lastCallGas().gasTotalUsed, WORST_CASE, "gas");
    }
}
