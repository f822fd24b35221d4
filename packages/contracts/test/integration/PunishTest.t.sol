// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Contradiction, Settlement, State, Task, Vote} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";
import {Vm} from "../support/Vm.sol";

contract PunishTest is BaseTest {
    uint8 private constant SIZE = 7;
    /// @dev The quorum; the last two members were not brought.
    uint16 private constant WINNERS = 31;
    bytes32 private task;
    uint96 private fee;

    function setUp() public override {
        super.setUp();
        fee = 0.07 ether;
        task = sealedTask(SIZE, fee);
        Settlement memory s = settlementOf(task, outputsOf(SIZE, TRUTH), WINNERS);
        vm.prank(REQUESTER);
        consensus.settle(s);
    }

    /* WHO AND HOW MUCH */

    function test_punish_whoWasNotBrought(uint256 amount, uint256 who, bytes32 output, bytes32 seal) public {
        vm.assume(output != 0 && output != TRUTH && output != UNAVAILABLE);
        settleAnother(boundFee(amount, SIZE));
        uint8 member = uint8(bound(who, 5, 6));
        punishes(member, output, seal);
        assertEq(consensus.ballots(task)[member], output, "its vote is told");
    }

    function test_punish_aWinnerThatSignedSomethingElseToo(uint256 amount, uint256 who, bytes32 seal) public {
        settleAnother(boundFee(amount, SIZE));
        uint8 member = uint8(bound(who, 0, 4));
        punishes(member, LIE, seal);
        assertEq(consensus.ballots(task)[member], TRUTH, "the vote that counted");
        assertEq(consensus.getTask(task).winners, WINNERS, "it stays a winner");
    }

    function test_punish_allMembersOneAfterTheOther() public {
        uint256 bounties;
        for (uint8 member; member < SIZE; ++member) {
            bounties += punishes(member, LIE, keccak256("seal"));
        }
        assertEq(consensus.getTask(task).punished, 127, "all");
        assertLe(bounties, fee, "together less than the fee");
        assertConservation(consensus.credit(STRANGER));
    }

    /// @dev Lane 2 slashed nobody for a vote that was not there; a signature tells it now.
    function test_punish_afterLaneTwo() public {
        task = sealedTask(3, fee);
        commitAll(task, 0, 3, TRUTH);
        revealAll(task, 0, 3, TRUTH);
        punishes(1, LIE, keccak256("seal"));
    }

    /// @dev Its `UNAVAILABLE` lost: that cost a part of the fee, the lie costs the rest.
    function test_punish_takesTheRestFromALostUnavailable(uint256 amount) public {
        fee = boundFee(amount, SIZE);
        task = sealedTask(SIZE, fee);
        bytes32[] memory outputs = outputsOf(SIZE, TRUTH);
        outputs[6] = UNAVAILABLE;
        consensus.settle(settlementOf(task, outputs));
        takesTheRest();
    }

    /// @dev It was absent from lane 2.
    function test_punish_takesTheRestFromAnAbsentMember(uint256 amount) public {
        fee = boundFee(amount, SIZE);
        task = sealedTask(SIZE, fee);
        commitAll(task, 0, 6, TRUTH);
        vm.warp(commitEnd(task));
        revealAll(task, 0, 6, TRUTH);
        takesTheRest();
    }

    function test_punish_takesNoMoreThanTheSeatHas() public {
        p.slashBps = 7_000;
        redeploy(SIZE);
        bytes32 first = settledTask(SIZE, fee);
        task = settledTask(SIZE, fee);
        uint16 seat = seatAt(task, 2);
        uint8 before;
        while (seatAt(first, before) != seat) ++before;
        consensus.punish(contradiction(first, before, LIE));
        uint96 rest = balanceOf(seat);
        assertLt(rest, hardSlash(), "less than a slash");
        Contradiction memory c = contradiction(task, 2, LIE);
        vm.expectEmit(address(consensus));
        emit IConsensus.Slashed(task, seat, rest);
        consensus.punish(c);
        assertEq(balanceOf(seat), 0, "nothing left");
    }

    function test_punish_ejectsBelowHalfTheBond() public {
        p.slashBps = 6_000;
        redeploy(SIZE);
        task = settledTask(SIZE, fee);
        uint16 seat = seatAt(task, 2);
        Contradiction memory c = contradiction(task, 2, LIE);
        vm.expectEmit(address(consensus));
        emit IConsensus.Left(seat, uint40(block.timestamp + p.exitNotice));
        consensus.punish(c);
        assertEq(consensus.getSeat(seat).to, block.timestamp + p.exitNotice, "leaves");
    }

    /* WHEN */

    function test_punish_untilTheTaskIsDead(uint256 elapsed) public {
        Contradiction memory c = contradiction(task, 6, LIE);
        vm.warp(bound(elapsed, block.timestamp, deadAt(task) - 1));
        consensus.punish(c);
        assertEq(consensus.getTask(task).punished, 64, "punished");
    }

    function test_punish_revertsOnceTheTaskIsDead(uint256 late) public {
        Contradiction memory c = contradiction(task, 6, LIE);
        uint256 diedAt = deadAt(task);
        vm.warp(diedAt + bound(late, 0, 365 days));
        expectError(abi.encodeWithSelector(IConsensus.TaskDead.selector, task, diedAt));
        consensus.punish(c);
    }

    /// @dev The committee was written down: the hash is not needed.
    function test_punish_whenTheHashIsOutOfReach() public {
        Contradiction memory c = contradiction(task, 6, LIE);
        vm.roll(vm.getBlockNumber() + 10_000);
        consensus.punish(c);
        assertEq(consensus.getTask(task).punished, 64, "punished");
    }

    /// @dev With all votes nobody wrote it down; somebody may still, in time.
    function test_punish_revertsWhenNobodyDrewInTime() public {
        task = settledTask(SIZE, fee);
        Contradiction memory c = contradiction(task, 6, LIE);
        uint256 snapshot = vm.snapshotState();
        uint256 addedIn = consensus.getTask(task).addedIn;
        vm.roll(addedIn + 257);
        expectError(abi.encodeWithSelector(IConsensus.SeedExpired.selector, task, addedIn));
        consensus.punish(c);
        vm.revertToState(snapshot);
        consensus.draw(task);
        vm.roll(addedIn + 257);
        consensus.punish(c);
    }

    /* REFUSED */

    function test_punish_revertsForAnUnknownTask(bytes32 unknown) public {
        vm.assume(unknown != task);
        Contradiction memory c = contradiction(task, 6, LIE);
        c.task = unknown;
        expectError(abi.encodeWithSelector(IConsensus.TaskUnknown.selector, unknown));
        consensus.punish(c);
    }

    function test_punish_revertsForAnOpenTask() public {
        bytes32 open = sealedTask(SIZE, fee);
        Contradiction memory c = contradiction(open, 6, LIE);
        expectError(abi.encodeWithSelector(IConsensus.TaskNotDecided.selector, open, State.Open));
        consensus.punish(c);
    }

    function test_punish_revertsForARefundedTask() public {
        bytes32 refunded = sealedTask(SIZE, fee);
        consensus.settle(settlementOf(refunded, UNAVAILABLE));
        Contradiction memory c = contradiction(refunded, 6, LIE);
        expectError(abi.encodeWithSelector(IConsensus.TaskNotDecided.selector, refunded, State.Undecided));
        consensus.punish(c);
    }

    function test_punish_revertsForAMemberBeyondTheCommittee(uint8 member) public {
        vm.assume(member >= SIZE);
        Contradiction memory c = contradiction(task, 6, LIE);
        c.member = member;
        expectError(abi.encodeWithSelector(IConsensus.MemberUnknown.selector, task, member));
        consensus.punish(c);
    }

    function test_punish_revertsForAnEmptyOutput() public {
        Contradiction memory c = contradiction(task, 6, bytes32(0));
        expectError(abi.encodeWithSelector(IConsensus.EmptyDigest.selector));
        consensus.punish(c);
    }

    function test_punish_revertsForTheAgreedOutput(uint256 who) public {
        uint8 member = uint8(bound(who, 0, SIZE - 1));
        Contradiction memory c = contradiction(task, member, TRUTH);
        expectError(abi.encodeWithSelector(IConsensus.NoContradiction.selector, task, member));
        consensus.punish(c);
    }

    /// @dev Who could not fetch the input says nothing about the output.
    function test_punish_revertsForUnavailable(uint256 who) public {
        uint8 member = uint8(bound(who, 0, SIZE - 1));
        Contradiction memory c = contradiction(task, member, UNAVAILABLE);
        expectError(abi.encodeWithSelector(IConsensus.NoContradiction.selector, task, member));
        consensus.punish(c);
    }

    function test_punish_revertsASecondTime(bytes32 output) public {
        vm.assume(output != 0 && output != TRUTH && output != UNAVAILABLE);
        consensus.punish(contradiction(task, 6, LIE));
        Contradiction memory c = contradiction(task, 6, output);
        expectError(abi.encodeWithSelector(IConsensus.AlreadyPunished.selector, task, 6));
        consensus.punish(c);
    }

    function test_punish_revertsForWhomTheSettlementSlashed() public {
        task = sealedTask(SIZE, fee);
        bytes32[] memory outputs = outputsOf(SIZE, TRUTH);
        outputs[3] = LIE;
        consensus.settle(settlementOf(task, outputs));
        Contradiction memory c = contradiction(task, 3, LIE);
        expectError(abi.encodeWithSelector(IConsensus.AlreadyPunished.selector, task, 3));
        consensus.punish(c);
    }

    function test_punish_revertsForTheSignatureOfAnother(uint256 who) public {
        uint8 other = uint8(bound(who, 0, 5));
        Contradiction memory c = contradiction(task, other, LIE);
        c.member = 6;
        isInvalid(c, signerAt(task, other));
    }

    function test_punish_revertsForAnotherOutputThanTheSignedOne(bytes32 output) public {
        vm.assume(output != 0 && output != TRUTH && output != LIE && output != UNAVAILABLE);
        Contradiction memory c = contradiction(task, 6, LIE);
        c.output = output;
        isInvalid(c, recovered(consensus.voteDigest(task, output, c.seal), Vote(0, c.r, c.vs)));
    }

    function test_punish_revertsForAnotherSealThanTheSignedOne(bytes32 seal) public {
        Contradiction memory c = contradiction(task, 6, LIE);
        vm.assume(seal != c.seal);
        c.seal = seal;
        isInvalid(c, recovered(consensus.voteDigest(task, LIE, seal), Vote(0, c.r, c.vs)));
    }

    /* HELPERS */

    function settleAnother(uint96 paid) private {
        fee = paid;
        task = sealedTask(SIZE, fee);
        Settlement memory s = settlementOf(task, outputsOf(SIZE, TRUTH), WINNERS);
        vm.prank(REQUESTER);
        consensus.settle(s);
    }

    /// @dev The member loses what such a vote costs, of which the reporter gets its part.
    function punishes(uint8 member, bytes32 output, bytes32 seal) private returns (uint256 bounty) {
        return punishes(member, output, seal, hardSlash());
    }

    /// @dev The last member lied as well: from its first penalty on it has a bond less a hard slash.
    function takesTheRest() private {
        punishes(6, LIE, keccak256("seal"), hardSlash() - fee / SIZE);
        assertEq(balanceOf(seatAt(task, 6)), p.bond - hardSlash(), "as if it had lied openly");
        assertEq(consensus.ballots(task)[6], LIE, "its vote is told");
        Task memory t = consensus.getTask(task);
        assertEq(t.committed & t.revealed & 64, 64, "and known");
        Contradiction memory c = contradiction(task, 6, LIE);
        expectError(abi.encodeWithSelector(IConsensus.AlreadyPunished.selector, task, 6));
        consensus.punish(c);
    }

    function punishes(uint8 member, bytes32 output, bytes32 seal, uint96 penalty) private returns (uint256 bounty) {
        uint8 size = consensus.getTask(task).committeeSize;
        uint96 tenth = penalty / 10;
        bounty = tenth < fee / size ? tenth : fee / size;
        uint16 seat = seatAt(task, member);
        Told memory told = Told(consensus.getTask(task).punished, balanceOf(seat), consensus.owedSink(), 0);
        told.credit = consensus.credit(STRANGER);
        Vote memory vote = signedVote(task, member, output, seal);
        vm.expectEmit(address(consensus));
        emit IConsensus.Slashed(task, seat, penalty);
        vm.expectEmit(address(consensus));
        emit IConsensus.Punished(task, member, output, STRANGER, uint96(bounty));

        vm.prank(STRANGER);
        consensus.punish(Contradiction(task, member, output, seal, vote.r, vote.vs));

        assertEq(told.balance - balanceOf(seat), penalty, "the seat");
        assertEq(consensus.credit(STRANGER) - told.credit, bounty, "the reporter");
        assertEq(consensus.owedSink() - told.sink, penalty - bounty, "the sink");
        assertEq(consensus.getTask(task).punished, told.punished | 1 << member, "punished");
        assertEq(consensus.getTask(task).output, TRUTH, "the output stays");
    }

    struct Told {
        uint256 punished;
        uint256 balance;
        uint256 sink;
        uint256 credit;
    }

    function isInvalid(Contradiction memory c, address by) private {
        address signer = signerAt(c.task, c.member);
        expectError(abi.encodeWithSelector(IConsensus.InvalidVote.selector, c.task, c.member, signer, by));
        consensus.punish(c);
    }
}
