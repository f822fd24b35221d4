// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Choice, Settlement, State, Task, Vote} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";
import {Vm} from "../support/Vm.sol";

contract SettleTest is BaseTest {
    uint8 private constant SIZE = 5;
    uint16 private constant ALL = 31;
    uint16 private constant FIRST_FOUR = 15;
    bytes32 private task;
    uint96 private fee;

    function setUp() public override {
        super.setUp();
        fee = 0.123456789 ether;
        task = sealedTask(SIZE, fee);
    }

    /* DECIDED */

    function test_settle_decidesWhatAllAgreeOn(uint256 size, uint256 amount, bytes32 output) public {
        vm.assume(output != 0 && output != UNAVAILABLE);
        uint8 committeeSize = boundSize(size);
        uint96 paid = boundFee(amount, committeeSize);
        bytes32 agreed = sealedTask(committeeSize, paid);
        uint16 all = uint16((1 << committeeSize) - 1);
        uint96 share = shareOf(paid, committeeSize);
        Settlement memory s = settlementOf(agreed, output);
        vm.expectEmit(address(consensus));
        emit IConsensus.Decided(agreed, bytes.concat(hex"01551220", output), all, share);

        vm.prank(STRANGER);
        consensus.settle(s);

        Task memory t = consensus.getTask(agreed);
        assertEq(uint8(t.state), uint8(State.Decided), "state");
        assertEq(t.output, output, "output");
        assertEq(t.winners, all, "winners");
        assertEq(t.committed, all, "committed");
        assertEq(t.revealed, all, "revealed");
        assertEq(t.punished, 0, "punished");
        for (uint8 member; member < committeeSize; ++member) {
            assertEq(balanceOf(seatAt(agreed, member)), p.bond + share, "share");
        }
        assertEq(consensus.owedTreasury(), paid - uint256(share) * committeeSize, "cut and dust");
        assertConservation(fee);
    }

    /// @dev All votes are there, none can turn up later: nothing needs to be written down.
    function test_settle_writesNoCommitteeDownWithAllVotes() public {
        Settlement memory s = settlementOf(task, TRUTH);
        takeLogs();
        consensus.settle(s);
        Vm.Log[] memory logs = takeLogs();
        assertEq(logs.length, 1, "one event");
        assertEq(logs[0].topics[0], IConsensus.Decided.selector, "Decided");
        vm.roll(vm.getBlockNumber() + 257);
        expectError(abi.encodeWithSelector(IConsensus.SeedExpired.selector, task, consensus.getTask(task).addedIn));
        consensus.committee(task);
    }

    function test_settle_slashesAnotherOutput(uint256 who) public {
        uint8 liar = uint8(bound(who, 0, SIZE - 1));
        settleWithOne(liar, LIE, hardSlash());
    }

    function test_settle_takesAFeesPartFromALostUnavailable(uint256 who) public {
        uint8 without = uint8(bound(who, 0, SIZE - 1));
        settleWithOne(without, UNAVAILABLE, fee / SIZE);
    }

    function test_settle_bringsOnlyAQuorum() public {
        bytes32[] memory outputs = outputsOf(SIZE, TRUTH);
        outputs[4] = LIE;
        Settlement memory s = settlementOf(task, outputs, FIRST_FOUR);
        (uint16[] memory seats,) = consensus.committee(task);
        vm.expectEmit(address(consensus));
        emit IConsensus.CommitteeDrawn(task, seats);
        vm.expectEmit(address(consensus));
        emit IConsensus.Decided(task, bytes.concat(hex"01551220", TRUTH), FIRST_FOUR, shareOf(fee, 4));

        vm.prank(REQUESTER);
        consensus.settle(s);

        Task memory t = consensus.getTask(task);
        assertEq(t.winners, FIRST_FOUR, "winners");
        assertEq(t.committed, FIRST_FOUR, "committed");
        assertEq(t.revealed, FIRST_FOUR, "revealed");
        assertEq(balanceOf(seats[4]), p.bond, "who is not brought loses nothing");
        assertEq(consensus.ballots(task)[4], 0, "and is not told");
        assertEq(consensus.owedSink(), 0, "nobody is slashed");
        assertConservation(0);
        vm.roll(vm.getBlockNumber() + 10_000);
        (uint16[] memory later,) = consensus.committee(task);
        assertEq(abi.encode(later), abi.encode(seats), "the committee stays");
    }

    function test_settle_doesNotCareWhatAbsentMembersSealed(bytes32 word) public {
        Settlement memory s = settlementOf(task, outputsOf(SIZE, TRUTH), FIRST_FOUR);
        bytes32[] memory commitments = commitmentsFor(task, outputsOf(SIZE, TRUTH));
        commitments[4] = word;
        signAll(s, SIZE, consensus.sealOf(commitments));
        s.absent[0] = word;
        vm.prank(REQUESTER);
        consensus.settle(s);
        assertState(task, State.Decided);
    }

    function test_settle_afterADraw() public {
        consensus.draw(task);
        vm.roll(vm.getBlockNumber() + 10_000);
        Settlement memory s = settlementOf(task, outputsOf(SIZE, TRUTH), FIRST_FOUR);
        takeLogs();
        vm.prank(REQUESTER);
        consensus.settle(s);
        assertEq(takeLogs().length, 1, "not drawn again");
        assertState(task, State.Decided);
    }

    function test_settle_ejectsBelowHalfTheBond() public {
        p.slashBps = 5_001;
        redeploy(SIZE);
        task = sealedTask(SIZE, fee);
        bytes32[] memory outputs = outputsOf(SIZE, TRUTH);
        outputs[2] = LIE;
        uint16 liar = seatAt(task, 2);
        Settlement memory s = settlementOf(task, outputs);
        vm.expectEmit(address(consensus));
        emit IConsensus.Slashed(task, liar, hardSlash());
        vm.expectEmit(address(consensus));
        emit IConsensus.Left(liar, uint40(block.timestamp + p.exitNotice));
        consensus.settle(s);
        assertEq(consensus.getSeat(liar).to, block.timestamp + p.exitNotice, "leaves");
        assertEq(consensus.activeSeats(), SIZE - 1, "active");
    }

    /* UNDECIDED */

    function test_settle_refundsAnUnavailableInputAndTouchesNobody(bool contradicted) public {
        bytes32[] memory outputs = outputsOf(SIZE, UNAVAILABLE);
        if (contradicted) outputs[1] = TRUTH;
        Settlement memory s = settlementOf(task, outputs);
        vm.expectEmit(address(consensus));
        emit IConsensus.Undecided(task, REQUESTER, fee);

        vm.prank(STRANGER);
        consensus.settle(s);

        Task memory t = consensus.getTask(task);
        assertEq(uint8(t.state), uint8(State.Undecided), "state");
        assertEq(t.requester, REQUESTER, "requester");
        assertEq(t.output, 0, "no output");
        assertEq(t.winners | t.punished, 0, "nobody");
        assertEq(t.revealed, ALL, "revealed");
        assertEq(consensus.credit(REQUESTER), fee, "credit");
        assertEq(consensus.owedSink() + consensus.owedTreasury(), 0, "nobody pays");
        assertConservation(0);
    }

    function test_settle_leavesATaskOpenWithoutQuorum() public {
        bytes32[] memory outputs = outputsOf(SIZE, TRUTH);
        (outputs[0], outputs[1]) = (LIE, UNAVAILABLE);
        Settlement memory s = settlementOf(task, outputs);
        expectError(abi.encodeWithSelector(IConsensus.NoQuorum.selector, task, 4));
        consensus.settle(s);
        assertState(task, State.Open);
        agree(task, TRUTH);
        assertState(task, State.Decided);
    }

    /* BOTH LANES */

    /// @dev Lane 2 had begun: the settlement ends it, whatever was committed or revealed there.
    function test_settle_endsLaneTwo(uint256 committed, uint256 revealed) public {
        uint8 commits = uint8(bound(committed, 1, SIZE));
        uint8 reveals = uint8(bound(revealed, 0, commits - 1));
        commitAll(task, 0, commits, TRUTH);
        vm.warp(commitEnd(task));
        revealAll(task, 0, reveals, TRUTH);
        Settlement memory s = settlementOf(task, outputsOf(SIZE, TRUTH), 30);
        consensus.settle(s);
        Task memory t = consensus.getTask(task);
        assertEq(t.winners, 30, "winners");
        assertEq(t.committed, ALL, "committed in either lane");
        assertEq(t.revealed, reveals == 0 ? 30 : ALL, "known from either lane");
        assertEq(t.punished, 0, "nobody");
        bytes32 first = consensus.ballots(task)[0];
        assertEq(first, reveals == 0 ? commitmentFor(task, 0, TRUTH) : TRUTH, "as lane 2 left it");
        assertConservation(0);
        bytes32 salt = saltOf(task, 0);
        expectError(abi.encodeWithSelector(IConsensus.TaskNotOpen.selector, task, State.Decided));
        consensus.reveal(task, 0, TRUTH, salt);
        expectError(abi.encodeWithSelector(IConsensus.TaskNotOpen.selector, task, State.Decided));
        consensus.finalize(task);
    }

    /* WHEN */

    function test_settle_byAnybodyWithAllVotesUntilTheTaskIsDead(address caller, uint256 elapsed) public {
        Settlement memory s = settlementOf(task, TRUTH);
        vm.warp(bound(elapsed, block.timestamp, deadAt(task) - 1));
        vm.prank(caller);
        consensus.settle(s);
        assertState(task, State.Decided);
    }

    function test_settle_revertsOnceTheTaskIsDead(uint256 late) public {
        Settlement memory s = settlementOf(task, TRUTH);
        uint256 diedAt = deadAt(task);
        vm.warp(diedAt + bound(late, 0, 365 days));
        expectError(abi.encodeWithSelector(IConsensus.TaskDead.selector, task, diedAt));
        consensus.settle(s);
    }

    function test_settle_revertsForOthersWithoutAllVotes(address caller, uint256 elapsed) public {
        vm.assume(caller != REQUESTER);
        Settlement memory s = settlementOf(task, outputsOf(SIZE, TRUTH), FIRST_FOUR);
        uint256 until = exclusiveUntil();
        vm.warp(bound(elapsed, block.timestamp, until - 1));
        expectError(abi.encodeWithSelector(IConsensus.VotesMissing.selector, task, 4, SIZE, until));
        vm.prank(caller);
        consensus.settle(s);
    }

    function test_settle_byAnybodyWithoutAllVotesLater(address caller, uint256 elapsed) public {
        Settlement memory s = settlementOf(task, outputsOf(SIZE, TRUTH), FIRST_FOUR);
        vm.warp(bound(elapsed, exclusiveUntil(), deadAt(task) - 1));
        vm.prank(caller);
        consensus.settle(s);
        assertState(task, State.Decided);
    }

    function test_settle_revertsInTheTasksBlock() public {
        Settlement memory s = settlementOf(task, TRUTH);
        s.task = addTask(SIZE, fee);
        expectError(abi.encodeWithSelector(IConsensus.SeedNotReady.selector, s.task, block.number));
        consensus.settle(s);
    }

    function test_settle_untilTheHashIsOutOfReach() public {
        Settlement memory s = settlementOf(task, TRUTH);
        uint256 addedIn = consensus.getTask(task).addedIn;
        vm.roll(addedIn + 257);
        expectError(abi.encodeWithSelector(IConsensus.SeedExpired.selector, task, addedIn));
        consensus.settle(s);
        vm.roll(addedIn + 256);
        consensus.settle(s);
        assertState(task, State.Decided);
    }

    function test_settle_revertsWhenTooFewSeatsAreActive() public {
        Settlement memory s = settlementOf(task, TRUTH);
        consensus = deploy(p);
        for (uint256 i; i < SIZE; ++i) {
            join(i);
        }
        s.task = sealedTask(SIZE, fee);
        expectError(abi.encodeWithSelector(IConsensus.NotEnoughSeats.selector, 0, SIZE));
        consensus.settle(s);
    }

    function test_settle_revertsForAnUnknownTask(bytes32 unknown) public {
        vm.assume(unknown != task);
        Settlement memory s = settlementOf(task, TRUTH);
        s.task = unknown;
        expectError(abi.encodeWithSelector(IConsensus.TaskUnknown.selector, unknown));
        consensus.settle(s);
    }

    function test_settle_revertsForAClosedTask(bool decided) public {
        Settlement memory s = settlementOf(task, TRUTH);
        agree(task, decided ? TRUTH : UNAVAILABLE);
        State state = decided ? State.Decided : State.Undecided;
        expectError(abi.encodeWithSelector(IConsensus.TaskNotOpen.selector, task, state));
        consensus.settle(s);
    }

    /* FORM */

    function test_settle_revertsWhenAVoterStandsTwice(uint256 who) public {
        bytes32[] memory outputs = outputsOf(SIZE, TRUTH);
        outputs[4] = LIE;
        Settlement memory s = settlementOf(task, outputs);
        s.choices[1].voters |= uint16(1 << bound(who, 0, 3));
        isMalformed(s);
    }

    function test_settle_revertsWhenAnOutputStandsTwice(uint256 which) public {
        bytes32[] memory outputs = outputsOf(SIZE, TRUTH);
        (outputs[3], outputs[4]) = (LIE, UNAVAILABLE);
        Settlement memory s = settlementOf(task, outputs);
        s.choices[2].output = s.choices[which % 2].output;
        isMalformed(s);
    }

    function test_settle_revertsForAVoterBeyondTheCommittee(uint256 who) public {
        Settlement memory s = settlementOf(task, TRUTH);
        uint256 beyond = bound(who, SIZE, 15);
        s.choices[0].voters ^= uint16(1 << beyond | 1);
        isMalformed(s);
    }

    function test_settle_revertsForAVoterBeyondTheLargestCommittee() public {
        bytes32 large = sealedTask(15);
        Settlement memory s = settlementOf(large, TRUTH);
        s.choices[0].voters = 0xfffe;
        isMalformed(s);
    }

    function test_settle_revertsUnlessEachVoterBringsOneVote(uint256 count) public {
        Settlement memory s = settlementOf(task, TRUTH);
        uint256 votes = bound(count, 0, 8);
        vm.assume(votes != SIZE);
        Vote[] memory other = new Vote[](votes);
        for (uint256 i; i < votes && i < SIZE; ++i) {
            other[i] = s.votes[i];
        }
        s.votes = other;
        isMalformed(s);
        // The sum alone is right.
        if (votes < SIZE) s.absent = new bytes32[](SIZE - votes);
        isMalformed(s);
    }

    function test_settle_revertsUnlessEachOtherMemberBringsOneWord(uint256 count) public {
        Settlement memory s = settlementOf(task, outputsOf(SIZE, TRUTH), FIRST_FOUR);
        uint256 words = bound(count, 0, 8);
        vm.assume(words != 1);
        s.absent = new bytes32[](words);
        isMalformed(s);
    }

    function test_settle_revertsForAnEmptyOutput() public {
        bytes32[] memory outputs = outputsOf(SIZE, TRUTH);
        outputs[4] = LIE;
        Settlement memory s = settlementOf(task, outputs);
        s.choices[1].output = 0;
        expectError(abi.encodeWithSelector(IConsensus.EmptyDigest.selector));
        consensus.settle(s);
    }

    function test_settle_revertsWithoutAnyChoice() public {
        Settlement memory s = Settlement(task, new Choice[](0), new Vote[](0), new bytes32[](SIZE));
        expectError(abi.encodeWithSelector(IConsensus.NoQuorum.selector, task, 4));
        vm.prank(REQUESTER);
        consensus.settle(s);
    }

    /// @dev An output that nobody gave changes nothing.
    function test_settle_ignoresAChoiceWithoutVoters() public {
        Settlement memory s = settlementOf(task, TRUTH);
        Choice memory given = s.choices[0];
        s.choices = new Choice[](2);
        (s.choices[0].output, s.choices[1]) = (LIE, given);
        consensus.settle(s);
        assertEq(consensus.getTask(task).output, TRUTH, "output");
        assertEq(consensus.getTask(task).punished, 0, "nobody");
    }

    /* SIGNATURES */

    function test_settle_revertsForAVoteOfAnotherKey(uint256 who) public {
        uint8 member = uint8(bound(who, 0, SIZE - 1));
        Settlement memory s = settlementOf(task, TRUTH);
        bytes32 digest = consensus.voteDigest(task, TRUTH, sealOf(outputsOf(SIZE, TRUTH)));
        (s.votes[member].r, s.votes[member].vs) = vm.signCompact(keyOf(777), digest);
        isInvalid(s, member, vm.addr(keyOf(777)));
    }

    function test_settle_revertsForAVoteForAnotherOutput(uint256 who) public {
        uint8 member = uint8(bound(who, 0, SIZE - 1));
        Settlement memory s = settlementOf(task, TRUTH);
        bytes32 seal = sealOf(outputsOf(SIZE, TRUTH));
        Vote memory lie = signedVote(task, member, LIE, seal);
        (s.votes[member].r, s.votes[member].vs) = (lie.r, lie.vs);
        isInvalid(s, member, recovered(consensus.voteDigest(task, TRUTH, seal), lie));
    }

    function test_settle_revertsForAnotherSalt(uint256 who, bytes32 salt) public {
        uint8 member = uint8(bound(who, 0, SIZE - 1));
        Settlement memory s = settlementOf(task, TRUTH);
        vm.assume(salt != s.votes[member].salt);
        s.votes[member].salt = salt;
        bytes32[] memory commitments = commitmentsFor(task, outputsOf(SIZE, TRUTH));
        commitments[member] = consensus.commitmentOf(task, seatAt(task, member), TRUTH, salt);
        bytes32 digest = consensus.voteDigest(task, TRUTH, consensus.sealOf(commitments));
        isInvalid(s, 0, recovered(digest, s.votes[0]));
    }

    function test_settle_revertsForAnotherWordOfAnAbsentMember(bytes32 word) public {
        Settlement memory s = settlementOf(task, outputsOf(SIZE, TRUTH), FIRST_FOUR);
        vm.assume(word != s.absent[0]);
        s.absent[0] = word;
        bytes32[] memory commitments = commitmentsFor(task, outputsOf(SIZE, TRUTH));
        commitments[4] = word;
        bytes32 digest = consensus.voteDigest(task, TRUTH, consensus.sealOf(commitments));
        isInvalid(s, 0, recovered(digest, s.votes[0]));
    }

    /// @dev A wrong vote is checked as well as a right one: nobody is slashed for what it did not sign.
    function test_settle_revertsForAForgedMinority() public {
        bytes32[] memory outputs = outputsOf(SIZE, TRUTH);
        outputs[3] = LIE;
        Settlement memory s = settlementOf(task, outputs);
        bytes32 digest = consensus.voteDigest(task, LIE, sealOf(outputs));
        (s.votes[4].r, s.votes[4].vs) = vm.signCompact(keyOf(777), digest);
        isInvalid(s, 3, vm.addr(keyOf(777)));
    }

    /* HELPERS */

    function exclusiveUntil() private view returns (uint256) {
        return uint256(consensus.getTask(task).addedAt) + p.exclusiveWindow;
    }

    function sealOf(bytes32[] memory outputs) private view returns (bytes32) {
        return consensus.sealOf(commitmentsFor(task, outputs));
    }

    /// @dev One member says something else than all others.
    function settleWithOne(uint8 loser, bytes32 output, uint96 penalty) private {
        bytes32[] memory outputs = outputsOf(SIZE, TRUTH);
        outputs[loser] = output;
        Settlement memory s = settlementOf(task, outputs);
        uint16 seat = seatAt(task, loser);
        uint16 winners = ALL ^ uint16(1 << loser);
        vm.expectEmit(address(consensus));
        emit IConsensus.Slashed(task, seat, penalty);
        vm.expectEmit(address(consensus));
        emit IConsensus.Decided(task, bytes.concat(hex"01551220", TRUTH), winners, shareOf(fee, 4));

        consensus.settle(s);

        assertEq(consensus.getTask(task).winners, winners, "winners");
        assertEq(consensus.getTask(task).punished, uint256(1) << loser, "punished");
        assertEq(abi.encode(consensus.ballots(task)), abi.encode(outputs), "all votes are told");
        for (uint8 member; member < SIZE; ++member) {
            uint256 expected = member == loser ? p.bond - penalty : p.bond + shareOf(fee, 4);
            assertEq(balanceOf(seatAt(task, member)), expected, "a winner gets no more");
        }
        assertEq(consensus.owedSink(), penalty, "sink");
        assertConservation(0);
    }

    function isMalformed(Settlement memory s) private {
        expectError(abi.encodeWithSelector(IConsensus.MalformedSettlement.selector, s.task));
        vm.prank(REQUESTER);
        consensus.settle(s);
    }

    function isInvalid(Settlement memory s, uint8 member, address by) private {
        expectError(
            abi.encodeWithSelector(IConsensus.InvalidVote.selector, s.task, member, signerAt(s.task, member), by)
        );
        vm.prank(REQUESTER);
        consensus.settle(s);
    }
}
