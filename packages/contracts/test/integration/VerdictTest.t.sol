// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {State, Task} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

/// @notice Any mixture of behaviours against a verdict computed the slow way, member by member, from the rules.
contract VerdictTest is BaseTest {
    uint256 private constant ABSENT = 0;
    uint256 private constant WITHHOLDS = 1;
    uint256 private constant SAYS_UNAVAILABLE = 2;
    uint256 private constant LIES = 3;
    /// @dev Anything above tells the truth, so that quorums are common.
    uint256 private constant BEHAVIOURS = 10;

    struct Verdict {
        bytes32 output;
        uint256 winners;
        uint256 votes;
        bool anyReveal;
    }

    function testFuzz_verdict(uint256 size, uint256 amount, uint256[15] memory behaviours) public {
        uint8 committeeSize = boundSize(size);
        uint96 fee = boundFee(amount, committeeSize);
        bytes32 task = sealedTask(committeeSize, fee);
        for (uint256 member; member < 15; ++member) {
            behaviours[member] = bound(behaviours[member], 0, BEHAVIOURS - 1);
        }

        play(task, committeeSize, behaviours);

        check(task, fee, committeeSize, behaviours);
        assertConservation(0);
    }

    /// @dev Few outputs and a small committee: every edge of the quorum, exhaustively.
    function test_verdict_everyCombinationOfThree() public {
        uint256[15] memory behaviours;
        for (uint256 a; a < 5; ++a) {
            for (uint256 b; b < 5; ++b) {
                for (uint256 c; c < 5; ++c) {
                    (behaviours[0], behaviours[1], behaviours[2]) = (a, b, c);
                    uint256 snapshot = vm.snapshotState();
                    bytes32 task = sealedTask(3);
                    play(task, 3, behaviours);
                    check(task, minimumFee(3), 3, behaviours);
                    vm.revertToState(snapshot);
                }
            }
        }
    }

    function play(bytes32 task, uint8 size, uint256[15] memory behaviours) private {
        bool everybody = true;
        consensus.draw(task);
        for (uint8 member; member < size; ++member) {
            if (behaviours[member] == ABSENT) everybody = false;
            else commit(task, member, outputOf(behaviours[member]));
        }
        if (!everybody) vm.warp(commitEnd(task));
        for (uint8 member; member < size; ++member) {
            if (behaviours[member] > WITHHOLDS) reveal(task, member, outputOf(behaviours[member]));
        }
        if (consensus.getTask(task).state != State.Open) return;
        if (consensus.getTask(task).committed != 0) vm.warp(revealEnd(task));
        consensus.finalize(task);
    }

    function check(bytes32 task, uint96 fee, uint8 size, uint256[15] memory behaviours) private view {
        Verdict memory verdict = judge(size, behaviours);
        Task memory t = consensus.getTask(task);
        bool decided = verdict.votes != 0 && verdict.output != UNAVAILABLE;
        assertEq(uint8(t.state), uint8(decided ? State.Decided : State.Undecided), "state");
        assertEq(t.output, decided ? verdict.output : bytes32(0), "output");
        assertEq(consensus.credit(REQUESTER), decided ? 0 : fee, "refund");
        uint256 punished;
        for (uint8 member; member < size; ++member) {
            uint256 loss = lossOf(verdict, behaviours[member], fee, size);
            uint256 gain = decided && verdict.winners & (uint256(1) << member) != 0 ? fee / verdict.votes : 0;
            if (loss != 0) punished |= uint256(1) << member;
            assertEq(balanceOf(seatAt(task, member)), p.bond + gain - loss, "balance");
        }
        assertEq(t.punished, punished, "punished");
    }

    /// @dev For every output, who gave it.
    function judge(uint8 size, uint256[15] memory behaviours) private view returns (Verdict memory verdict) {
        for (uint256 behaviour = SAYS_UNAVAILABLE; behaviour < BEHAVIOURS; ++behaviour) {
            (uint256 votes, uint256 supporters) = (0, 0);
            for (uint256 member; member < size; ++member) {
                if (behaviours[member] <= WITHHOLDS) continue;
                verdict.anyReveal = true;
                if (outputOf(behaviours[member]) != outputOf(behaviour)) continue;
                ++votes;
                supporters |= uint256(1) << member;
            }
            if (votes < quorumOf(size)) continue;
            (verdict.output, verdict.votes, verdict.winners) = (outputOf(behaviour), votes, supporters);
        }
    }

    function lossOf(Verdict memory verdict, uint256 behaviour, uint96 fee, uint8 size) private view returns (uint256) {
        if (verdict.output == UNAVAILABLE) return 0;
        if (behaviour == WITHHOLDS) return verdict.anyReveal ? hardSlash() : 0;
        if (verdict.votes == 0) return 0;
        if (behaviour == ABSENT || behaviour == SAYS_UNAVAILABLE) return fee / size;
        return outputOf(behaviour) == verdict.output ? 0 : hardSlash();
    }

    function outputOf(uint256 behaviour) private view returns (bytes32) {
        if (behaviour == SAYS_UNAVAILABLE) return UNAVAILABLE;
        return behaviour == LIES ? LIE : TRUTH;
    }
}
