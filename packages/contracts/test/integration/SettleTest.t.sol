// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Choice, Parameters, Seed, Settlement, State, Task, Terms, Vote} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {ISettlements} from "../../src/interfaces/ISettlements.sol";
import {ITasks} from "../../src/interfaces/ITasks.sol";
import {SealLib} from "../../src/libraries/SealLib.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {TaskSteps} from "../support/TaskSteps.sol";

contract SettleTest is TaskSteps {
    address private constant HISTORY = 0x0000F90827F1C53a10cb7A02335B175320002935;

    function defaultParameters() internal view override returns (Parameters memory parameters) {
        parameters = super.defaultParameters();
        parameters.slashBps = 5_000;
    }

    function anyShare(uint256 share) private view returns (uint64) {
        return uint64(bound(share, p.minimumShare, hardSlash()));
    }

    function anySize(uint256 size) private pure returns (uint8) {
        return uint8(bound(size, 3, 15));
    }

    /* WHO IS PAID */

    function test_settle_paysTheWholeCommittee(uint256 size, uint256 share, uint256 later) public {
        Terms memory terms = askFor(anySize(size), anyShare(share));
        uint16[] memory seats = seatsOf(terms);
        uint64[] memory before = balancesOf(seats);
        vm.warp(bound(later, vm.getBlockTimestamp(), deadAt(terms) - 1));
        Settlement memory s = settlementOf(terms, TRUTH);
        vm.expectEmit(address(consensus));
        emit ITasks.Decided(idOf(terms), TRUTH, all(seats.length), committeeOf(terms));
        vm.prank(STRANGER);
        consensus.settle(s);
        for (uint256 i; i < seats.length; ++i) {
            assertEq(balanceOf(seats[i]), before[i] + terms.order.share, "its share");
        }
        assertMoney(0, 0, terms);
        assertSettled(terms, all(seats.length), 0);
    }

    function assertSettled(Terms memory terms, uint16 winners, uint16 punished) private view {
        Task memory t = taskOf(terms);
        assertOutput(terms, TRUTH);
        assertEq(t.winners, winners, "winners");
        assertEq(t.punished, punished, "punished");
        assertEq(t.revealed, all(terms.order.committeeSize), "all are known");
        assertTrue(t.closed, "everything is paid");
        assertTrue(t.requester == address(0) && t.addedIn == 0 && t.roundTip == 0, "what a decided task forgets");
    }

    function assertMoney(uint256 sink, uint256 held, Terms memory terms) private view {
        assertEq(consensus.owedSink(), sinkAtStart + sink, "sink");
        assertEq(consensus.heldOf(idOf(terms)), held, "held");
        assertEq(consensus.owedTreasury(), 0, "nothing is cut before it leaves");
        assertEq(consensus.credit(REQUESTER), 0, "nothing goes back");
    }

    uint256 private sinkAtStart;

    function setUp() public override {
        super.setUp();
        sinkAtStart = consensus.owedSink();
    }

    /* WHO IS SLASHED */

    function test_settle_slashesLiars(uint256 size, uint256 liars, uint256 share) public {
        Terms memory terms = askFor(anySize(size), anyShare(share));
        uint8 k = terms.order.committeeSize;
        liars = bound(liars, 1, k - consensus.quorum(k));
        uint16[] memory seats = seatsOf(terms);
        uint64[] memory before = balancesOf(seats);
        Settlement memory s = settlementOf(terms, outputsWith(k, liars, LIE));
        uint64 cost = lieCostIn(terms);
        uint16 lied = all(liars);
        vm.expectEmit(address(consensus));
        emit ITasks.Decided(idOf(terms), TRUTH, all(k) & ~lied, committeeOf(terms));
        for (uint256 i; i < liars; ++i) {
            vm.expectEmit(address(consensus));
            emit ITasks.Slashed(idOf(terms), seats[i], cost, true);
        }
        consensus.settle(s);
        for (uint256 i; i < k; ++i) {
            uint64 expected = i < liars ? before[i] - cost : before[i] + terms.order.share;
            assertEq(balanceOf(seats[i]), expected, "paid or slashed");
        }
        assertMoney(liars * terms.order.share, liars * cost, terms);
        assertSettled(terms, all(k) & ~lied, lied);
        assertBallots(terms, liars);
    }

    function assertBallots(Terms memory terms, uint256 liars) private view {
        bytes32[] memory ballots = consensus.ballots(idOf(terms));
        for (uint256 i; i < ballots.length; ++i) {
            assertEq(ballots[i], Digest.unwrap(i < liars ? LIE : TRUTH), "what each gave");
        }
    }

    /// @dev One lie, another one, and one that could not fetch the input.
    function test_settle_slashesEachForWhatItSaid(uint256 share) public {
        Terms memory terms = askFor(12, anyShare(share));
        uint16[] memory seats = seatsOf(terms);
        uint64[] memory before = balancesOf(seats);
        Digest[] memory outputs = outputsOf(12, TRUTH);
        (outputs[0], outputs[5], outputs[11]) = (LIE, OTHER_LIE, UNAVAILABLE);
        settled(terms, outputs);
        uint64 cost = lieCost(terms.order.share);
        assertEq(before[0] - balanceOf(seats[0]), cost, "a lie");
        assertEq(before[5] - balanceOf(seats[5]), cost, "another one");
        assertEq(before[11] - balanceOf(seats[11]), softSlash(), "`UNAVAILABLE`");
        assertMoney(3 * terms.order.share, 2 * uint256(cost) + softSlash(), terms);
        assertSettled(terms, all(12) & ~(one(0) | one(5) | one(11)), one(0) | one(5) | one(11));
    }

    /* WHO IS LEFT OUT */

    function test_settle_keepsTheSealOfWhomItLeavesOut(uint256 size, uint256 out) public {
        Terms memory terms = ask(anySize(size));
        uint8 k = terms.order.committeeSize;
        out = bound(out, 1, k - consensus.quorum(k));
        uint16[] memory seats = seatsOf(terms);
        uint64[] memory before = balancesOf(seats);
        Digest[] memory outputs = outputsOf(k, TRUTH);
        bytes32 seal = sealedBy(terms, outputs);
        uint16 brought = all(k) & ~all(out);
        Settlement memory s = settlementOf(terms, outputs, brought);
        vm.expectEmit(address(consensus));
        emit ISettlements.SealKept(idOf(terms), seal);
        vm.expectEmit(address(consensus));
        emit ITasks.Decided(idOf(terms), TRUTH, brought, committeeOf(terms));
        consensus.settle(s);
        assertEq(consensus.sealOf(idOf(terms)), seal, "kept");
        assertEq(taskOf(terms).revealed, brought, "not known yet");
        assertEq(taskOf(terms).closed, false, "they may still come");
        for (uint256 i; i < out; ++i) {
            assertEq(balanceOf(seats[i]), before[i], "absence costs nothing in lane 1");
        }
        assertMoney(0, 0, terms);
    }

    /// @dev Who sealed nothing has nothing to bring.
    function test_settle_keepsNoSealWhereNobodyIsLeftOut(uint256 later) public {
        Terms memory terms = ask(7);
        Settlement memory s = settlementOf(terms, outputsFrom(7, 0x3e, TRUTH));
        vm.warp(bound(later, vm.getBlockTimestamp(), deadAt(terms) - 1));
        consensus.settle(s);
        assertEq(consensus.sealOf(idOf(terms)), 0, "none");
        assertEq(taskOf(terms).winners, 0x3e, "five of seven");
    }

    function test_settle_leavesSomebodyOutUntilRevealsClose(uint256 later) public {
        Terms memory terms = ask(5);
        Settlement memory s = settlementOf(terms, outputsOf(5, TRUTH), 0xf);
        vm.warp(bound(later, vm.getBlockTimestamp(), revealEnd(terms) - 1));
        consensus.settle(s);
        assertEq(taskOf(terms).winners, 0xf, "four of five");
    }

    function test_settle_revertsWhenItLeavesSomebodyOutAfterReveals(uint256 later, uint256 out) public {
        Terms memory terms = ask(7);
        out = bound(out, 1, 2);
        Settlement memory s = settlementOf(terms, outputsOf(7, TRUTH), all(7) & ~all(out));
        vm.warp(bound(later, revealEnd(terms), deadAt(terms) - 1));
        refuses(s, abi.encodeWithSelector(IConsensusErrors.VotesMissing.selector, idOf(terms), out));
    }

    /* UNAVAILABLE */

    function test_settle_refundsAnUnavailableInput(uint256 size, uint256 liars, uint256 share) public {
        Terms memory terms = askFor(anySize(size), anyShare(share));
        uint8 k = terms.order.committeeSize;
        liars = bound(liars, 0, k - consensus.quorum(k));
        uint16[] memory seats = seatsOf(terms);
        uint64[] memory before = balancesOf(seats);
        Digest[] memory outputs = outputsOf(k, UNAVAILABLE);
        for (uint256 i; i < liars; ++i) {
            outputs[i] = LIE;
        }
        Settlement memory s = settlementOf(terms, outputs);
        uint256 each = keptOf(k) / k;
        vm.expectEmit(address(consensus));
        emit ITasks.Undecided(idOf(terms), REQUESTER, feeOf(terms.order) - keptOf(k), keptOf(k), all(k) & ~all(liars));
        consensus.settle(s);
        for (uint256 i; i < k; ++i) {
            assertEq(balanceOf(seats[i]), before[i] + (i < liars ? 0 : each), "a part of what is kept");
        }
        assertEq(consensus.credit(REQUESTER), feeOf(terms.order) - keptOf(k), "refund");
        assertEq(consensus.owedSink(), sinkAtStart + keptOf(k) - each * (k - liars), "the rest");
        assertState(terms, State.Undecided);
        assertTrue(taskOf(terms).unavailable, "said so");
    }

    /* THE ROUND */

    function test_settle_paysWhoeverPostedTheRound(uint32 tip) public {
        vm.assume(tip != 0);
        Terms memory terms = askByBeacon(5, tip);
        noteAccount(address(this));
        Settlement memory s = settlementOf(terms, TRUTH);
        vm.expectEmit(address(consensus));
        emit ITasks.RoundTipPaid(idOf(terms), address(this), tip);
        consensus.settle(s);
        assertEq(consensus.credit(address(this)), tip, "the tip");
        assertMoney(0, 0, terms);
    }

    /* BOTH LANES */

    /// @dev Neither has a quorum alone.
    function test_settle_countsVotesAndRevealsTogether(uint256 size, uint256 revealed, uint256 share) public {
        Terms memory terms = askFor(anySize(size), anyShare(share));
        uint8 k = terms.order.committeeSize;
        revealed = bound(revealed, 1, consensus.quorum(k) - 1);
        uint16[] memory seats = seatsOf(terms);
        uint64[] memory before = balancesOf(seats);
        revealedBy(terms, all(revealed), TRUTH);
        assertState(terms, State.Open);
        consensus.settle(settlementOf(terms, outputsFrom(k, all(k) & ~all(revealed), TRUTH)));
        for (uint256 i; i < k; ++i) {
            assertEq(balanceOf(seats[i]), before[i] + terms.order.share, "one share");
        }
        assertSettled(terms, all(k), 0);
        assertMoney(0, 0, terms);
    }

    /// @dev What was opened counts, whatever its member signed besides.
    function test_settle_countsARevealBeforeAVote() public {
        Terms memory terms = ask(7);
        uint16[] memory seats = seatsOf(terms);
        uint64 before = balanceOf(seats[3]);
        revealedBy(terms, one(3), LIE);
        settled(terms);
        assertEq(before - balanceOf(seats[3]), lieCost(terms.order.share), "slashed for its lie");
        assertSettled(terms, all(7) & ~one(3), one(3));
        assertMoney(terms.order.share, lieCost(terms.order.share), terms);
    }

    function test_settle_paysARevealAndAVoteOnce() public {
        Terms memory terms = ask(7);
        uint16[] memory seats = seatsOf(terms);
        uint64 before = balanceOf(seats[3]);
        revealedBy(terms, one(3), TRUTH);
        settled(terms);
        assertEq(balanceOf(seats[3]), before + terms.order.share, "once");
    }

    /// @dev A reveal that cannot decide alone makes no quorum for a lie, either.
    function test_settle_revertsWhereRevealsDisagree() public {
        Terms memory terms = ask(3);
        revealedBy(terms, one(0), LIE);
        Settlement memory s = settlementOf(terms, outputsFrom(3, one(0) | one(1), TRUTH));
        refuses(s, abi.encodeWithSelector(IConsensusErrors.NoQuorum.selector, idOf(terms), 2));
    }

    /// @dev Who committed to what it sealed, and is left out, may open it.
    function test_settle_leavesTheCourtToWhomItLeavesOut() public {
        Terms memory terms = ask(3);
        uint16[] memory seats = seatsOf(terms);
        Settlement memory s = settlementOf(terms, outputsOf(3, TRUTH), 3);
        consensus.draw(terms);
        commit(idOf(terms), seats[2], 2, TRUTH);
        uint64 before = balanceOf(seats[2]);
        consensus.settle(s);
        vm.warp(revealEnd(terms) - 1);
        reveal(terms, 2, TRUTH);
        assertEq(balanceOf(seats[2]), before + terms.order.share, "paid in the court");
    }

    /// @dev Who committed to something else may have seen the votes: it is known, unpaid, and not slashed.
    function test_settle_countsNothingOfWhoCommittedToSomethingElse(bool sealedToo) public {
        Terms memory terms = ask(3);
        uint16[] memory seats = seatsOf(terms);
        Digest[] memory outputs = outputsOf(3, TRUTH);
        if (sealedToo) outputs[2] = LIE;
        else outputs[2] = NOTHING;
        Settlement memory s = settlementOf(terms, outputs, 3);
        consensus.draw(terms);
        commit(idOf(terms), seats[2], 2, TRUTH);
        uint64 before = balanceOf(seats[2]);
        consensus.settle(s);
        assertEq(balanceOf(seats[2]), before, "nothing");
        assertSettled(terms, 3, 0);
        assertMoney(terms.order.share, 0, terms);
        assertEq(consensus.sealOf(idOf(terms)), 0, "nobody may come");
    }

    /* SEATS THAT COULD NOT PAY */

    function test_settle_doesNotCountAWeakVote() public {
        (Terms memory terms, uint8 member) = askWithWeak(3, p.minimumShare);
        Settlement memory s = settlementOf(terms, outputsFrom(3, one(member) | one((member + 1) % 3), TRUTH));
        refuses(s, abi.encodeWithSelector(IConsensusErrors.NoQuorum.selector, idOf(terms), 2));
    }

    /// @dev It is known, unpaid and unpunished: its share is the sink's.
    function test_settle_paysNoWeakVote(bool lies, uint256 share) public {
        (Terms memory terms, uint8 member) = askWithWeak(3, anyShare(share));
        uint16 seat = seatsOf(terms)[member];
        (uint64 before, uint256 sink) = (balanceOf(seat), consensus.owedSink());
        Digest[] memory outputs = outputsOf(3, TRUTH);
        if (lies) outputs[member] = LIE;
        settled(terms, outputs);
        assertEq(balanceOf(seat), before, "neither paid nor slashed");
        assertEq(consensus.owedSink(), sink + terms.order.share, "its share");
        assertEq(consensus.heldOf(idOf(terms)), 0, "nothing is held");
        assertSettled(terms, all(3) & ~one(member), 0);
    }

    function test_settle_doesNotCountAWeakReveal() public {
        (Terms memory terms, uint8 member) = askWithWeak(3, p.minimumShare);
        revealedBy(terms, one(member), TRUTH);
        uint8 other = (member + 1) % 3;
        refuses(
            settlementOf(terms, outputsFrom(3, one(other), TRUTH)),
            abi.encodeWithSelector(IConsensusErrors.NoQuorum.selector, idOf(terms), 2)
        );
    }

    /// @dev Filled up, it can pay again.
    function test_settle_countsASeatThatWasFilledUp() public {
        Terms memory terms = ask(3);
        uint16 seat = seatsOf(terms)[0];
        payingPrank(STRANGER, p.bond);
        consensus.topUp{value: valueOf(p.bond)}(seat, p.bond);
        settled(terms, outputsFrom(3, 3, TRUTH));
        assertOutput(terms, TRUTH);
    }

    /* KEYS AND EPOCHS */

    /// @dev The key of the task's epoch answers, in the next epoch, too.
    function test_settle_byTheKeyOfItsEpoch(uint256 later) public {
        vm.warp((epochNow() + 1) * p.epoch - 300);
        Terms memory terms = ask(5);
        uint16[] memory seats = seatsOf(terms);
        for (uint256 i; i < 5; ++i) {
            rotate(seats[i], 600 + i);
        }
        Settlement memory s = settlementOf(terms, TRUTH);
        vm.warp(bound(later, (epochNow() + 1) * p.epoch, deadAt(terms) - 1));
        consensus.settle(s);
        assertOutput(terms, TRUTH);
        settled(ask(15));
    }

    function test_settle_revertsForAKeyOfTheNextEpoch() public {
        vm.warp((epochNow() + 1) * p.epoch - 60);
        Terms memory terms = ask(3);
        uint16 seat = seatsOf(terms)[1];
        address former = signerOf(seat);
        address next = rotate(seat, 600);
        Settlement memory s = settlementOf(terms, TRUTH);
        s.votes[1] = signVote(idOf(terms), 1, next, TRUTH, sealedBy(terms, outputsOf(3, TRUTH)));
        refuses(s, abi.encodeWithSelector(IConsensusErrors.InvalidVote.selector, idOf(terms), 1, former, next));
        nextEpoch();
        refuses(s, abi.encodeWithSelector(IConsensusErrors.InvalidVote.selector, idOf(terms), 1, former, next));
    }

    /// @dev Lists remember the epoch before, whatever happened to them since.
    function test_settle_fromAListThatMovedOn() public {
        vm.warp((epochNow() + 1) * p.epoch - 60);
        Terms memory terms = ask(7);
        uint16[] memory seats = seatsOf(terms);
        Settlement memory s = settlementOf(terms, TRUTH);
        for (uint16 seat; seat < 20; ++seat) {
            withdrawOffer(seat);
        }
        nextEpoch();
        offer(join(700), 0);
        consensus.settle(s);
        assertEq(taskOf(terms).winners, all(7), "the same committee");
        assertEq(seats.length, 7, "as drawn before");
    }

    /* TIME */

    function test_settle_revertsForADeadTask(uint256 later) public {
        Terms memory terms = ask(3);
        Settlement memory s = settlementOf(terms, TRUTH);
        uint256 dead = deadAt(terms);
        vm.warp(dead + bound(later, 0, 365 days));
        refuses(s, abi.encodeWithSelector(IConsensusErrors.TaskDead.selector, idOf(terms), dead));
    }

    function test_settle_onceTheHashIsOutOfReach_whereTheCourtWasDrawn(uint256 blocks) public {
        vm.etch(HISTORY, "");
        Terms memory terms = ask(3);
        Settlement memory s = settlementOf(terms, TRUTH);
        uint256 addedIn = taskOf(terms).addedIn;
        uint256 state = vm.snapshotState();
        vm.roll(addedIn + bound(blocks, 257, 1_000_000));
        refuses(s, abi.encodeWithSelector(IConsensusErrors.SeedExpired.selector, idOf(terms)));
        vm.revertToState(state);
        consensus.draw(terms);
        vm.roll(addedIn + bound(blocks, 257, 1_000_000));
        consensus.settle(s);
        assertOutput(terms, TRUTH);
    }

    function test_settle_revertsInTheBlockOfTheTask() public {
        Terms memory terms = ask(3);
        Settlement memory s = settlementOf(terms, TRUTH);
        s.terms.order = orderOf(3);
        TaskId task = add(s.terms.order);
        bytes memory reason = abi.encodeWithSelector(IConsensusErrors.SeedNotReady.selector, task, vm.getBlockNumber());
        refuses(s, reason);
    }

    function test_settle_revertsBeforeTheRound() public {
        Terms memory terms = ask(3);
        Settlement memory s = settlementOf(terms, TRUTH);
        s.terms.order = orderOf(3);
        s.terms.order.seed = Seed.Beacon;
        TaskId task = add(s.terms.order);
        nextBlock();
        refuses(s, abi.encodeWithSelector(IConsensusErrors.SeedNotReady.selector, task, consensus.roundOf(task)));
    }

    /* STATES */

    function test_settle_revertsForAnUnknownTask(address requester) public {
        Terms memory terms = ask(3);
        Settlement memory s = settlementOf(terms, TRUTH);
        vm.assume(requester != REQUESTER);
        s.terms.requester = requester;
        refuses(s, abi.encodeWithSelector(IConsensusErrors.TaskUnknown.selector, idOf(s.terms)));
    }

    function test_settle_revertsASecondTime() public {
        Terms memory terms = ask(3);
        Settlement memory s = settlementOf(terms, TRUTH);
        consensus.settle(s);
        refuses(s, abi.encodeWithSelector(IConsensusErrors.TaskNotOpen.selector, idOf(terms), State.Decided));
    }

    function test_settle_revertsForAnUndecidedTask() public {
        Terms memory terms = ask(3);
        Settlement memory s = settlementOf(terms, TRUTH);
        vm.warp(revealEnd(terms));
        consensus.finalize(idOf(terms));
        refuses(s, abi.encodeWithSelector(IConsensusErrors.TaskNotOpen.selector, idOf(terms), State.Undecided));
    }

    function test_settle_revertsWhereADrawFindsTooFew() public {
        for (uint16 seat; seat < 10; ++seat) {
            eject(seat);
        }
        nextBlock();
        Terms memory terms = Terms(REQUESTER, orderOf(15));
        add(terms.order);
        nextBlock();
        vm.setBlockhash(vm.getBlockNumber() - 1, keccak256("any"));
        Settlement memory s;
        s.terms = terms;
        refuses(s, abi.encodeWithSelector(IConsensusErrors.NotEnoughPlaces.selector, 14, 15));
    }

    /* FORM */

    function test_settle_revertsWithoutAQuorum(uint256 size, uint256 votes) public {
        Terms memory terms = ask(anySize(size));
        uint8 k = terms.order.committeeSize;
        votes = bound(votes, 0, consensus.quorum(k) - 1);
        Digest[] memory outputs = outputsOf(k, OTHER_LIE);
        for (uint256 i; i < k; ++i) {
            outputs[i] = i < votes ? TRUTH : Digest.wrap(keccak256(abi.encode(i)));
        }
        refuses(
            settlementOf(terms, outputs),
            abi.encodeWithSelector(IConsensusErrors.NoQuorum.selector, idOf(terms), consensus.quorum(k))
        );
    }

    function test_settle_revertsWithoutVotes() public {
        Terms memory terms = ask(3);
        Settlement memory s = settlementOf(terms, outputsOf(3, NOTHING));
        refuses(s, abi.encodeWithSelector(IConsensusErrors.NoQuorum.selector, idOf(terms), 2));
    }

    function test_settle_revertsForAVoterOfTwoChoices() public {
        (Terms memory terms, Settlement memory s) = twoChoices();
        s.choices[1].voters |= one(0);
        malformed(terms, s);
    }

    function test_settle_revertsForAnOutputThatStandsTwice() public {
        (Terms memory terms, Settlement memory s) = twoChoices();
        s.choices[1].output = s.choices[0].output;
        malformed(terms, s);
    }

    function test_settle_revertsForVotersBeyondTheCommittee(uint256 member) public {
        (Terms memory terms, Settlement memory s) = twoChoices();
        s.choices[0].voters |= one(bound(member, 5, 15));
        malformed(terms, s);
    }

    function test_settle_revertsForAVoteTooFew() public {
        (Terms memory terms, Settlement memory s) = twoChoices();
        s.votes = fewer(s.votes, 1);
        malformed(terms, s);
    }

    function test_settle_revertsForAVoteTooMany() public {
        (Terms memory terms, Settlement memory s) = twoChoices();
        Vote[] memory votes = new Vote[](s.votes.length + 1);
        for (uint256 i; i < s.votes.length; ++i) {
            votes[i] = s.votes[i];
        }
        s.votes = votes;
        malformed(terms, s);
    }

    function test_settle_revertsForAnotherNumberOfAbsent(bool more) public {
        Terms memory terms = ask(5);
        Settlement memory s = settlementOf(terms, outputsOf(5, TRUTH), 0xf);
        s.absent = new bytes32[](more ? 2 : 0);
        malformed(terms, s);
    }

    function test_settle_revertsForAnEmptyOutput() public {
        (, Settlement memory s) = twoChoices();
        s.choices[0].output = NOTHING;
        refuses(s, abi.encodeWithSelector(IConsensusErrors.EmptyDigest.selector));
    }

    /// @dev A choice that nobody made changes nothing.
    function test_settle_withAChoiceThatNobodyMade() public {
        Terms memory terms = ask(3);
        Settlement memory s = settlementOf(terms, TRUTH);
        Choice[] memory choices = new Choice[](2);
        (choices[0], choices[1].output) = (s.choices[0], LIE);
        s.choices = choices;
        consensus.settle(s);
        assertSettled(terms, all(3), 0);
    }

    function twoChoices() private returns (Terms memory terms, Settlement memory s) {
        terms = ask(5);
        s = settlementOf(terms, outputsWith(5, 1, LIE));
    }

    function fewer(Vote[] memory votes, uint256 by) private pure returns (Vote[] memory rest) {
        rest = new Vote[](votes.length - by);
        for (uint256 i; i < rest.length; ++i) {
            rest[i] = votes[i];
        }
    }

    function malformed(Terms memory terms, Settlement memory s) private {
        refuses(s, abi.encodeWithSelector(IConsensusErrors.MalformedSettlement.selector, idOf(terms)));
    }

    /* SIGNATURES */

    /// @dev By another member, over another output, over another seal, of another task.
    function test_settle_revertsForAForeignSignature(uint256 kind) public {
        Terms memory terms = ask(3);
        (,, address[] memory signers) = consensus.committeeOf(terms);
        (TaskId task, bytes32 seal) = (idOf(terms), sealedBy(terms, outputsOf(3, TRUTH)));
        (TaskId signedTask, bytes32 signedSeal, Digest output, address signer) = (task, seal, TRUTH, signers[1]);
        kind = bound(kind, 0, 3);
        if (kind == 0) signer = signers[2];
        if (kind == 1) output = LIE;
        if (kind == 2) signedSeal = keccak256("another seal");
        if (kind == 3) signedTask = TaskId.wrap(keccak256("another task"));
        Settlement memory s = settlementOf(terms, TRUTH);
        s.votes[1] = signVote(signedTask, 1, signer, output, signedSeal);
        s.votes[1].salt = saltOf(task, 1);
        address recovered = recoveredFrom(consensus.voteDigest(task, TRUTH, seal), s.votes[1].r, s.votes[1].vs);
        refuses(s, abi.encodeWithSelector(IConsensusErrors.InvalidVote.selector, task, 1, signers[1], recovered));
    }

    function test_settle_revertsForASignatureOfNobody(bytes32 vs) public {
        Terms memory terms = ask(3);
        (,, address[] memory signers) = consensus.committeeOf(terms);
        Settlement memory s = settlementOf(terms, TRUTH);
        (s.votes[2].r, s.votes[2].vs) = (0, vs);
        bytes memory reason =
            abi.encodeWithSelector(IConsensusErrors.InvalidVote.selector, idOf(terms), 2, signers[2], address(0));
        refuses(s, reason);
    }

    /// @dev Another salt is another commitment, so another seal: nobody signed that.
    function test_settle_revertsForAnotherSalt(bytes32 salt) public {
        Terms memory terms = ask(3);
        Settlement memory s = settlementOf(terms, TRUTH);
        vm.assume(salt != s.votes[1].salt);
        s.votes[1].salt = salt;
        bytes32[] memory commitments = commitmentsOf(idOf(terms), seatsOf(terms), outputsOf(3, TRUTH));
        commitments[1] = consensus.commitmentOf(idOf(terms), seatsOf(terms)[1], TRUTH, salt);
        foreignSeal(terms, s, commitments);
    }

    /// @dev A commitment of an absent member that its seal does not have.
    function test_settle_revertsForAnotherAbsent(bytes32 commitment) public {
        Terms memory terms = ask(3);
        Settlement memory s = settlementOf(terms, outputsOf(3, TRUTH), 3);
        vm.assume(commitment != s.absent[0]);
        s.absent[0] = commitment;
        bytes32[] memory commitments = commitmentsOf(idOf(terms), seatsOf(terms), outputsOf(3, TRUTH));
        commitments[2] = commitment;
        foreignSeal(terms, s, commitments);
    }

    function foreignSeal(Terms memory terms, Settlement memory s, bytes32[] memory commitments) private {
        (,, address[] memory signers) = consensus.committeeOf(terms);
        bytes32 digest = consensus.voteDigest(idOf(terms), TRUTH, SealLib.sealOf(commitments));
        address recovered = recoveredFrom(digest, s.votes[0].r, s.votes[0].vs);
        refuses(s, abi.encodeWithSelector(IConsensusErrors.InvalidVote.selector, idOf(terms), 0, signers[0], recovered));
    }

    /* HELPERS */

    function refuses(Settlement memory s, bytes memory reason) private {
        expectError(reason);
        consensus.settle(s);
    }
}
