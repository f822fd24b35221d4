// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State} from "../../src/interfaces/ConsensusTypes.sol";
import {BaseTest} from "../BaseTest.sol";

/// @notice Committing, looking at what others say, and keeping silent.
contract WithholdingTest is BaseTest {
    function test_withheld_reveal_slashed(uint256 size) public {
        uint8 committeeSize = boundSize(size);
        bytes32 task = sealedTask(committeeSize);
        commitAll(task, 0, committeeSize, TRUTH);
        revealAll(task, 0, committeeSize - 1, TRUTH);
        vm.warp(revealEnd(task));
        consensus.finalize(task);
        assertEq(balanceOf(seatAt(task, committeeSize - 1)), p.bond - hardSlash(), "as if it had lied");
    }

    /// @dev A member whose reveal would make or break the quorum: breaking it costs the same.
    function test_last_revealer_gains_nothing() public {
        bytes32 task = sealedTask(3);
        commitAll(task, 0, 2, TRUTH);
        commit(task, 2, LIE);
        reveal(task, 0, TRUTH);
        reveal(task, 2, LIE);
        vm.warp(revealEnd(task));
        consensus.finalize(task);
        assertState(task, State.Undecided);
        assertEq(balanceOf(seatAt(task, 1)), p.bond - hardSlash(), "who withheld");
        assertEq(balanceOf(seatAt(task, 2)), p.bond, "a revealed vote without a quorum is not slashed");
    }

    /// @dev The chain took no transaction for the whole window.
    function test_nobody_reveals_nobody_slashed(uint256 size, uint256 late) public {
        uint8 committeeSize = boundSize(size);
        bytes32 task = sealedTask(committeeSize);
        commitAll(task, 0, committeeSize, TRUTH);
        vm.warp(revealEnd(task) + bound(late, 0, 365 days));
        consensus.finalize(task);
        assertState(task, State.Undecided);
        assertEq(consensus.owedSink(), 0, "nobody");
        assertEq(consensus.credit(REQUESTER), minimumFee(committeeSize), "the fee goes back");
    }

    /// @dev Blocks are stuffed until one second before the end: who gets in then is in time.
    function test_block_stuffed_reveal_window() public {
        bytes32 task = sealedTask(5);
        commitAll(task, 0, 5, TRUTH);
        vm.warp(revealEnd(task) - 1);
        revealAll(task, 0, 5, TRUTH);
        assertState(task, State.Decided);
        assertEq(consensus.owedSink(), 0, "nobody");
    }

    function test_no_double_jeopardy() public {
        bytes32 task = sealedTask(3);
        commitAll(task, 0, 2, TRUTH);
        commit(task, 2, LIE);
        revealAll(task, 0, 2, TRUTH);
        reveal(task, 2, LIE);
        uint96 after_ = balanceOf(seatAt(task, 2));
        skip(365 days);
        (bool again,) = address(consensus).call(abi.encodeCall(consensus.finalize, (task)));
        assertEq(again, false, "closed once");
        assertEq(balanceOf(seatAt(task, 2)), after_, "slashed once");
    }
}
