// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

/// @notice Sums at the edge, and money that should not be here.
contract MoneyTest is BaseTest {
    /// @dev Ether that nobody paid in through a function changes nothing.
    function test_forced_ether(uint256 amount) public {
        amount = bound(amount, 1, 1_000_000 ether);
        vm.deal(address(consensus), address(consensus).balance + amount);
        bytes32 task = decidedTask(5, 0.05 ether);
        assertEq(balanceOf(seatAt(task, 0)) - p.bond, 0.01 ether, "the share is the same");
        (bool plain,) = address(consensus).call{value: 0}("");
        assertEq(plain, false, "no plain calls");
        vm.deal(STRANGER, 1 ether);
        vm.prank(STRANGER);
        (bool sent,) = address(consensus).call{value: 1 ether}("");
        assertEq(sent, false, "no plain payments");
    }

    /// @dev The largest fee, and bonds as large as leave room for a reward, the whole way round.
    function test_uint96_extremes() public {
        (p.bond, p.slashBps, p.protocolFeeBps) = (type(uint96).max / 2, 10_000, 1_000);
        consensus = deploy(p);
        for (uint256 i; i < 4; ++i) {
            join(i);
        }
        skip(p.activationDelay + 1);
        bytes32 refunded = addTask(3, type(uint88).max);
        bytes32 slashed = sealedTask(4, type(uint88).max);
        commitAll(slashed, 0, 3, TRUTH);
        commit(slashed, 3, LIE);
        revealAll(slashed, 0, 3, TRUTH);
        reveal(slashed, 3, LIE);
        assertEq(consensus.owedSink(), p.bond, "a whole bond");
        vm.warp(commitEnd(refunded));
        consensus.finalize(refunded);
        assertEq(consensus.credit(REQUESTER), type(uint88).max, "a whole fee");
        assertConservation(0);
        consensus.sweepSink();
        assertEq(SINK.balance, p.bond, "paid");
    }

    /// @dev More ether than exists: the reward does not fit, the decision reverts, and the fee is refunded in the end.
    function test_uint96_overflow_cannot_lock_a_fee() public {
        (p.bond, p.slashBps) = (type(uint96).max, 10_000);
        consensus = deploy(p);
        for (uint256 i; i < 3; ++i) {
            join(i);
        }
        skip(p.activationDelay + 1);
        bytes32 task = sealedTask(3, type(uint88).max);
        commitAll(task, 0, 3, TRUTH);
        revealAll(task, 0, 2, TRUTH);
        bytes32 salt = saltOf(task, 2);
        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 0x11));
        consensus.reveal(task, 2, TRUTH, salt);
        vm.warp(deadAt(task));
        consensus.finalize(task);
        assertState(task, State.Undecided);
        assertEq(consensus.credit(REQUESTER), type(uint88).max, "refunded");
    }

    /// @dev One wei more or less than what divides: all of it is somewhere.
    function test_dust(uint256 size, uint256 amount) public {
        uint8 committeeSize = boundSize(size);
        uint96 fee = boundFee(amount, committeeSize);
        decidedTask(committeeSize, fee);
        assertConservation(0);
        assertEq(consensus.owedTreasury(), fee % committeeSize, "dust");
    }

    /// @dev A cartel that asks, lies with a quorum, and slashes the honest rest gets its own fee back at best, less
    /// the protocol's cut: what it destroys it does not get.
    function test_slash_farming_unprofitable(uint256 size, uint256 amount, uint256 slashBps) public {
        p.slashBps = uint16(bound(slashBps, 1, 10_000));
        consensus = deploy(p);
        for (uint256 i; i < SEATS; ++i) {
            join(i);
        }
        skip(p.activationDelay + 1);
        uint8 committeeSize = boundSize(size);
        uint96 fee = boundFee(amount, committeeSize);
        uint8 cartel = quorumOf(committeeSize);
        bytes32 task = sealedTask(committeeSize, fee);
        commitAll(task, 0, cartel, LIE);
        commitAll(task, cartel, committeeSize, TRUTH);
        revealAll(task, 0, cartel, LIE);
        revealAll(task, cartel, committeeSize, TRUTH);
        assertEq(consensus.getTask(task).output, LIE, "the lie has a quorum");
        uint256 income;
        for (uint8 member; member < cartel; ++member) {
            income += balanceOf(seatAt(task, member)) - p.bond;
        }
        assertLe(income, fee, "no more than its own fee");
    }
}
