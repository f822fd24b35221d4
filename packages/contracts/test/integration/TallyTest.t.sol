// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Choice, Settlement, State, Task, Vote} from "../../src/interfaces/ConsensusTypes.sol";
import {BaseTest} from "../BaseTest.sol";

/// @notice Whatever a committee says, a settlement of its votes does what a second, slower count says.
contract TallyTest is BaseTest {
    uint256 private constant ABSENT = 0;
    uint256 private constant SEALED_ONLY = 1;
    uint256 private constant SAYS_UNAVAILABLE = 2;
    uint256 private constant LIES = 3;
    uint256 private constant LIES_OTHERWISE = 4;
    uint256 private constant SAYS_THE_TRUTH = 5;
    uint256 private constant BEHAVIOURS = 6;

    bytes32 private constant OTHER_LIE = keccak256("another lie");

    struct Verdict {
        bytes32 output;
        uint16 winners;
        uint256 votes;
        uint256 cast;
    }

    /// @dev Most tell the truth, so that many tasks are decided.
    function test_settle_anyCommittee(uint256 size, uint256 amount, uint256 dice) public {
        uint8 committeeSize = boundSize(size);
        uint256[] memory behaviours = new uint256[](committeeSize);
        for (uint256 member; member < committeeSize; ++member) {
            uint256 face = uint256(keccak256(abi.encode(dice, member))) % 16;
            behaviours[member] = face < BEHAVIOURS ? face : SAYS_THE_TRUTH;
        }
        play(boundFee(amount, committeeSize), behaviours, dice);
    }

    function test_settle_anyCommitteeThatMostlySays(uint256 size, uint256 amount, uint256 dice) public {
        uint8 committeeSize = boundSize(size);
        uint256[] memory behaviours = new uint256[](committeeSize);
        for (uint256 member; member < committeeSize; ++member) {
            uint256 face = uint256(keccak256(abi.encode(dice, member))) % 12;
            behaviours[member] = face < BEHAVIOURS ? face : dice % BEHAVIOURS;
        }
        play(boundFee(amount, committeeSize), behaviours, dice);
    }

    function test_settle_everyCombinationOfThree() public {
        for (uint256 i; i < BEHAVIOURS ** 3; ++i) {
            uint256[] memory behaviours = new uint256[](3);
            (behaviours[0], behaviours[1]) = (i % BEHAVIOURS, i / BEHAVIOURS % BEHAVIOURS);
            behaviours[2] = i / BEHAVIOURS ** 2;
            uint256 snapshot = vm.snapshotState();
            play(minimumFee(3), behaviours, i);
            vm.revertToState(snapshot);
        }
    }

    function play(uint96 fee, uint256[] memory behaviours, uint256 dice) private {
        bytes32 task = sealedTask(uint8(behaviours.length), fee);
        Settlement memory s = settlementFor(task, behaviours);
        if (dice % 2 == 0) reverse(s);
        vm.prank(REQUESTER);
        (bool settled,) = address(consensus).call(abi.encodeCall(consensus.settle, (s)));
        Verdict memory verdict = judge(behaviours);
        assertEq(settled, verdict.votes != 0, "settled");
        check(task, fee, behaviours, verdict);
        checkMembers(task, fee, behaviours, verdict);
    }

    function settlementFor(bytes32 task, uint256[] memory behaviours) private view returns (Settlement memory) {
        bytes32[] memory outputs = new bytes32[](behaviours.length);
        uint16 voters;
        for (uint256 member; member < behaviours.length; ++member) {
            outputs[member] = outputOf(behaviours[member]);
            if (behaviours[member] > SEALED_ONLY) voters |= uint16(1 << member);
        }
        return settlementOf(task, outputs, voters);
    }

    /// @dev The order of the outputs is up to who settles.
    function reverse(Settlement memory s) private pure {
        (Choice[] memory choices, Vote[] memory votes) = (s.choices, s.votes);
        (s.choices, s.votes) = (new Choice[](choices.length), new Vote[](votes.length));
        uint256 from;
        uint256 to = votes.length;
        for (uint256 i; i < choices.length; ++i) {
            s.choices[choices.length - 1 - i] = choices[i];
            uint256 count = popcount(choices[i].voters);
            to -= count;
            for (uint256 vote; vote < count; ++vote) {
                s.votes[to + vote] = votes[from++];
            }
        }
    }

    /// @dev For every output, who gave it.
    function judge(uint256[] memory behaviours) private view returns (Verdict memory verdict) {
        for (uint256 behaviour = SAYS_UNAVAILABLE; behaviour < BEHAVIOURS; ++behaviour) {
            uint16 supporters;
            for (uint256 member; member < behaviours.length; ++member) {
                if (behaviours[member] == behaviour) supporters |= uint16(1 << member);
            }
            uint256 votes = popcount(supporters);
            verdict.cast += votes;
            if (votes < quorumOf(uint8(behaviours.length))) continue;
            (verdict.output, verdict.winners, verdict.votes) = (outputOf(behaviour), supporters, votes);
        }
    }

    function check(bytes32 task, uint96 fee, uint256[] memory behaviours, Verdict memory verdict) private view {
        Task memory t = consensus.getTask(task);
        bool refunded = verdict.output == UNAVAILABLE;
        bool decided = verdict.votes != 0 && !refunded;
        State state = decided ? State.Decided : refunded ? State.Undecided : State.Open;
        assertEq(uint8(t.state), uint8(state), "state");
        assertEq(t.requester, decided ? address(0) : REQUESTER, "requester");
        assertEq(t.output, decided ? verdict.output : bytes32(0), "output");
        assertEq(t.winners, decided ? verdict.winners : 0, "winners");
        assertEq(consensus.credit(REQUESTER), refunded ? fee : 0, "refund");
        uint256 known;
        for (uint256 member; member < behaviours.length; ++member) {
            if (behaviours[member] > SEALED_ONLY) known |= 1 << member;
        }
        assertEq(t.revealed, verdict.votes == 0 ? 0 : known, "known");
        assertEq(t.committed, t.revealed, "committed");
        assertEq(t.punished, decided ? known & ~uint256(verdict.winners) : 0, "punished");
        assertConservation(verdict.votes == 0 ? fee : 0);
    }

    function checkMembers(bytes32 task, uint96 fee, uint256[] memory behaviours, Verdict memory verdict) private view {
        bool decided = verdict.votes != 0 && verdict.output != UNAVAILABLE;
        uint96 share = decided ? shareOf(fee, verdict.votes) : 0;
        uint256 slashed;
        bytes32[] memory words = consensus.ballots(task);
        for (uint8 member; member < behaviours.length; ++member) {
            bool won = decided && verdict.winners & (1 << member) != 0;
            uint96 loss = decided && !won ? lossOf(behaviours[member], fee, uint8(behaviours.length)) : 0;
            slashed += loss;
            assertEq(balanceOf(seatAt(task, member)), p.bond + (won ? share : 0) - loss, "balance");
            bool told = decided && behaviours[member] > SEALED_ONLY;
            assertEq(words[member], told ? outputOf(behaviours[member]) : bytes32(0), "ballot");
        }
        assertEq(consensus.owedSink(), slashed, "sink");
        assertEq(consensus.owedTreasury(), decided ? fee - share * verdict.votes : 0, "treasury");
    }

    function lossOf(uint256 behaviour, uint96 fee, uint8 size) private view returns (uint96) {
        if (behaviour <= SEALED_ONLY) return 0;
        return behaviour == SAYS_UNAVAILABLE ? fee / size : hardSlash();
    }

    function outputOf(uint256 behaviour) private view returns (bytes32) {
        if (behaviour == ABSENT) return 0;
        if (behaviour == SAYS_UNAVAILABLE) return UNAVAILABLE;
        if (behaviour == LIES) return LIE;
        return behaviour == LIES_OTHERWISE ? OTHER_LIE : TRUTH;
    }

    function popcount(uint256 members) private pure returns (uint256 count) {
        for (; members != 0; members >>= 1) {
            count += members & 1;
        }
    }
}
