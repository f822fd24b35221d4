// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Appeal, Order, Seed, State, Terms, Verdict} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {BitmapLib} from "../../src/libraries/BitmapLib.sol";
import {Committee} from "../../src/types/Committee.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {TaskSteps} from "../support/TaskSteps.sol";

/// @notice Attacks on and with appeals.
contract AppealsTest is TaskSteps {
    /// @dev An appeal that its committee decided.
    function decidedAppeal(Terms memory terms, Digest output) private returns (Terms memory appealTerms) {
        Committee committee;
        (appealTerms, committee) = appealOf(terms);
        start(appealTerms);
        settled(appealTerms, outputsOf(appealTerms.order.committeeSize, output));
        consensus.conclude(idOf(terms), committee);
    }

    /* A1, A2: FORESEEN SEEDS */

    /// @dev What the appellant chooses cannot choose the committee: its seed is a round that is published later.
    function test_A2_anAppealIsSeededByARoundThatNobodyKnows(uint64 nonce) public {
        Terms memory terms = ask(7);
        Committee committee = settled(terms);
        (uint64 deposit, uint8 size) = consensus.appealTermsOf(terms);
        uint64 share = consensus.priceOf(3);
        uint256 amount = uint256(share) * size + deposit;
        payingPrank(STRANGER, amount);
        TaskId appealTask = consensus.appeal{value: valueOf(amount)}(terms, committee, share, 0, nonce);
        uint64 round = consensus.roundOf(appealTask);
        assertGe(beacon.timeOf(round), vm.getBlockTimestamp() + p.seedDelay, "not before the delay");
        assertEq(beacon.randomness(round), 0, "not known");
        assertEq(uint256(consensus.getTask(appealTask).seed), uint256(Seed.Beacon), "never a block");
    }

    /// @dev Nor is an appeal taken back once its round is known: whoever hoped for another committee has paid deposit
    /// and fee, and there is no second try.
    function test_A2_anUnluckyAppealIsNotTakenBack() public {
        Terms memory terms = ask(7);
        settled(terms);
        (Terms memory appealTerms, Committee committee) = appealOf(terms);
        (TaskId task, TaskId appealTask, uint256 addedIn) = (idOf(terms), idOf(appealTerms), vm.getBlockNumber());
        expectError(abi.encodeWithSelector(IConsensusErrors.SeedNotReady.selector, appealTask, addedIn));
        consensus.cancel(appealTerms);
        start(appealTerms);
        expectError(abi.encodeWithSelector(IConsensusErrors.CommitteeKnown.selector, appealTask));
        consensus.cancel(appealTerms);
        settled(appealTerms);
        consensus.conclude(task, committee);
        assertEq(consensus.credit(STRANGER), 0, "deposit and fee are gone");
        uint64 share = consensus.priceOf(3);
        expectError(abi.encodeWithSelector(IConsensusErrors.AlreadyAppealed.selector, task, appealTask));
        consensus.appeal(terms, committee, share, 0, 1_000_000);
    }

    /// @dev A chain that catches up adds tasks at times whose rounds are known: the task's own block is still not.
    function test_A1_aKnownRoundAloneFixesNoCommittee() public {
        Order memory order = orderOf(7);
        order.seed = Seed.Beacon;
        uint256 state = vm.snapshotState();
        Committee[2] memory drawn;
        for (uint256 i; i < 2; ++i) {
            add(order);
            Terms memory terms = Terms(REQUESTER, order);
            postRound(consensus.roundOf(idOf(terms)));
            nextBlock();
            vm.setBlockhash(vm.getBlockNumber() - 1, keccak256(abi.encode("candidate", i)));
            drawn[i] = committeeOf(terms);
            vm.revertToState(state);
        }
        assertTrue(Committee.unwrap(drawn[0]) != Committee.unwrap(drawn[1]), "the block counts, too");
    }

    /// @dev However times are rounded, nobody knows the round when the task is added.
    function test_S7_noRoundIsOlderThanTheDelay(uint256 time) public {
        vm.warp(bound(time, vm.getBlockTimestamp(), vm.getBlockTimestamp() + p.epoch / 2));
        Order memory order = orderOf(7);
        order.seed = Seed.Beacon;
        uint64 round = consensus.roundOf(add(order));
        assertGe(beacon.timeOf(round), vm.getBlockTimestamp() + p.seedDelay, "published later");
        assertLt(beacon.timeOf(round - 1), vm.getBlockTimestamp() + p.seedDelay, "the first of them");
    }

    /// @dev A committee that does not suit is no reason for a refund: the next try is paid for again.
    function test_A1_anUnluckyDrawIsNotTakenBack() public {
        Terms memory terms = askByBeacon(7, 0);
        expectError(abi.encodeWithSelector(IConsensusErrors.CommitteeKnown.selector, idOf(terms)));
        consensus.cancel(terms);
        settled(terms);
        assertEq(consensus.credit(REQUESTER), 0, "the whole fee");
    }

    /* A8: AN APPEAL RISKS SOMETHING */

    /// @dev Who appeals a right decision loses a tenth of the bonds that it put in question, and its fee.
    function test_A8_aWrongAppealCostsItsMakerADeposit() public {
        Terms memory terms = ask(7);
        uint16[] memory seats = seatsOf(terms);
        settled(terms);
        uint64 before = balanceOf(seats[0]);
        Terms memory appealTerms = decidedAppeal(terms, TRUTH);
        Appeal memory a = consensus.getAppeal(idOf(terms));
        assertEq(a.deposit, 7 * uint256(p.bond) / 10, "a tenth of seven bonds");
        assertEq(consensus.credit(STRANGER), 0, "nothing comes back");
        assertEq(balanceOf(seats[0]) >= before, true, "no honest seat lost anything");
        assertTrue(consensus.isFinal(idOf(terms)), "the decision is final");
        assertGt(a.deposit, feeOf(appealTerms.order), "more than the fee is at stake");
    }

    /// @dev A right one costs its maker nothing, liars everything, and gives back what they took.
    function test_P6_aRightAppealCostsOnlyLiars() public {
        Terms memory terms = ask(7);
        uint16[] memory seats = seatsOf(terms);
        uint64[2] memory before = [balanceOf(seats[0]), balanceOf(seats[6])];
        Digest[] memory outputs = outputsOf(7, LIE);
        outputs[6] = TRUTH;
        settled(terms, outputs);
        assertEq(balanceOf(seats[6]), before[1] - lieCost(terms.order.share), "a chance quorum took this");
        Terms memory appealTerms = decidedAppeal(terms, TRUTH);
        assertEq(balanceOf(seats[6]) >= before[1], true, "and gave it back");
        assertEq(balanceOf(seats[0]), before[0] + terms.order.share - p.bond, "a liar lost its bond");
        uint256 back = consensus.getAppeal(idOf(terms)).deposit + feeOf(appealTerms.order);
        assertEq(consensus.credit(STRANGER), back, "deposit and fee are back");
        assertTrue(consensus.verdict(idOf(terms)).overturned, "consumers are told");
        assertEq(consensus.isFinal(idOf(terms)), false, "never final");
    }

    /* A9: SMALL LISTS */

    /// @dev Whether an appeal is possible was fixed when the task was added: leaving does not prevent it.
    function test_A9_leavingDoesNotPreventAnAppeal() public {
        Terms memory terms = ask(3);
        uint16[] memory liars = seatsOf(terms);
        uint64[] memory before = balancesOf(liars);
        settled(terms, outputsOf(3, LIE));
        for (uint16 seat; seat < 20; ++seat) {
            vm.prank(consensus.getSeat(seat).signer);
            consensus.exit(seat);
        }
        nextEpoch();
        (, uint8 size) = consensus.appealTermsOf(terms);
        assertEq(size, 4, "the rest of the list is asked");
        decidedAppeal(terms, TRUTH);
        assertTrue(consensus.verdict(idOf(terms)).overturned, "overturned");
        for (uint256 i; i < 3; ++i) {
            assertLt(balanceOf(liars[i]), before[i] - p.bond / 2, "who leaves loses its bond all the same");
        }
    }

    /// @dev Lists of less than twice the committee say so.
    function test_P6_aListThatIsTooSmallSaysSo() public {
        Terms memory terms = ask(13);
        Committee committee = settled(terms);
        Verdict memory verdict = consensus.verdict(idOf(terms));
        assertEq(verdict.appealable, false, "told");
        assertTrue(verdict.isFinal, "nothing can change it");
        expectError(abi.encodeWithSelector(IConsensusErrors.NotAppealable.selector, idOf(terms)));
        consensus.appeal(terms, committee, 64_000_000, 0, 1);
    }

    /* A11: ONE BOND FOR MANY LIES */

    /// @dev Who lies in two tasks at once has one bond: the second appellant finds it empty, and loses its fee at most.
    /// Its deposit comes back, the decision is overturned, and the liars have nothing left of either.
    function test_A11_whoFindsTheBondEmptyKeepsItsDeposit() public {
        Terms memory first = ask(3);
        uint16[] memory liars = seatsOf(first);
        Terms memory second = askWith(liars[0], liars[1]);
        settled(first, outputsFrom(3, 3, LIE));
        settled(second, outputsFrom(3, membersOf(second, liars[0], liars[1]), LIE));
        Terms memory answered = decidedAppeal(first, TRUTH);
        uint256 before = consensus.credit(STRANGER);
        assertEq(before, consensus.getAppeal(idOf(first)).deposit + feeOf(answered.order), "the first gets all");
        decidedAppeal(second, TRUTH);
        assertTrue(consensus.verdict(idOf(second)).overturned, "overturned all the same");
        assertGe(consensus.credit(STRANGER) - before, consensus.getAppeal(idOf(second)).deposit, "its deposit at least");
        for (uint256 i; i < 2; ++i) {
            assertEq(balanceOf(liars[i]), 0, "bond, stake and both shares are gone");
            assertGt(consensus.getSeat(liars[i]).to, 0, "put out");
        }
    }

    /// @dev A second task that the same two answer.
    function askWith(uint16 a, uint16 b) private returns (Terms memory terms) {
        do {
            terms = ask(3);
        } while (BitmapLib.count(membersOf(terms, a, b)) != 2);
    }

    function membersOf(Terms memory terms, uint16 a, uint16 b) private view returns (uint16 members) {
        uint16[] memory seats = seatsOf(terms);
        for (uint256 i; i < seats.length; ++i) {
            if (seats[i] == a || seats[i] == b) members |= one(i);
        }
    }

    /* A12: HOLDING THE APPELLANT'S PLACE */

    /// @dev Whoever appeals first: what its committee finds is what counts.
    function test_A12_anAppealByTheLiarsIsAnAppeal() public {
        Terms memory terms = ask(5);
        uint16[] memory liars = seatsOf(terms);
        uint64[] memory before = balancesOf(liars);
        settled(terms, outputsOf(5, LIE));
        decidedAppeal(terms, TRUTH);
        assertTrue(consensus.verdict(idOf(terms)).overturned, "overturned");
        uint256 back = consensus.credit(STRANGER);
        uint256 lost = sumOf(before) + 5 * uint256(p.minimumShare) - sumOf(balancesOf(liars));
        assertGe(lost, 5 * uint256(p.bond), "five bonds");
        assertLt(back, lost, "of which the liars' own appeal brings back little");
    }

    /// @dev One that nobody answered can be repeated, and the deposit of the first goes back.
    function test_A12_anAppealWithoutAnswerHoldsNothing() public {
        Terms memory terms = ask(5);
        settled(terms, outputsOf(5, LIE));
        (Terms memory first,) = appealOf(terms);
        start(first);
        vm.warp(revealEnd(first));
        consensus.finalize(idOf(first));
        decidedAppeal(terms, TRUTH);
        assertEq(consensus.getAppeal(idOf(terms)).attempts, 2, "the second");
        assertTrue(consensus.verdict(idOf(terms)).overturned, "overturned");
    }

    /* A15: THE PIN */

    /// @dev The committee of a decided task is known for ever, and nobody can pass another one off for it.
    function test_A15_aDecisionPinsItsCommittee(uint256 other) public {
        Terms memory terms = ask(7);
        Committee committee = settled(terms);
        TaskId task = idOf(terms);
        vm.roll(vm.getBlockNumber() + 10_000);
        consensus.membersOf(task, committee);
        if (other == Committee.unwrap(committee)) return;
        expectError(abi.encodeWithSelector(IConsensusErrors.WrongCommittee.selector, task));
        consensus.membersOf(task, Committee.wrap(other));
    }

    /// @dev However far the block's hash is out of reach, who lied is found: by a contradiction, and by an appeal.
    function test_A15_liarsAreFoundOnceTheHashIsOutOfReach() public {
        Terms memory terms = ask(7);
        uint16[] memory seats = seatsOf(terms);
        uint64[2] memory before = [balanceOf(seats[0]), balanceOf(seats[1])];
        Committee committee = settled(terms, outputsOf(7, LIE));
        vm.roll(vm.getBlockNumber() + 10_000);
        consensus.punish(contradictionOf(terms, committee, 0, OTHER_LIE));
        noteAccount(address(this));
        assertLt(balanceOf(seats[0]), before[0], "by its own signature");
        decidedAppeal(terms, TRUTH);
        assertTrue(consensus.verdict(idOf(terms)).overturned, "by an appeal");
        assertLt(balanceOf(seats[1]), before[1] - p.bond / 2, "at the liars' expense");
    }

    /* A16: EMPTIED SEATS */

    /// @dev Seats that an appeal emptied are drawn no more from the next second on, and their votes count no more.
    function test_A16_emptiedSeatsDecideNothing() public {
        Terms memory terms = ask(3);
        uint16[] memory liars = seatsOf(terms);
        settled(terms, outputsOf(3, LIE));
        decidedAppeal(terms, TRUTH);
        skip(1);
        for (uint256 i; i < 5; ++i) {
            uint16[] memory seats = seatsOf(ask(15));
            for (uint256 member; member < 15; ++member) {
                for (uint256 liar; liar < 3; ++liar) {
                    assertTrue(seats[member] != liars[liar], "never drawn");
                }
            }
        }
    }

    /* S13, S14: WHO JUDGES, AND WHO IS PAID FOR IT */

    /// @dev In a list of nine the first committee is asked again: a third of the list that was not in it would else be
    /// half of the judges, and block. A wrong appeal finds the same, and loses its deposit.
    function test_S13_aThirdOfASmallListBlocksNoRightDecision() public {
        for (uint16 seat = 9; seat < 24; ++seat) {
            vm.prank(consensus.getSeat(seat).signer);
            consensus.exit(seat);
        }
        nextEpoch();
        Terms memory terms = ask(3);
        uint16[] memory first = seatsOf(terms);
        settled(terms);
        (Terms memory appealTerms, Committee committee) = appealOf(terms);
        start(appealTerms);
        uint16[] memory judges = seatsOf(appealTerms);
        assertEq(judges.length, 9, "the whole list");
        Digest[] memory outputs = outputsOf(9, TRUTH);
        uint256 liars;
        for (uint256 i; i < 9 && liars < 3; ++i) {
            if (memberOf(judges[i], first) != 3) continue;
            outputs[i] = LIE;
            ++liars;
        }
        settled(appealTerms, outputs);
        consensus.conclude(idOf(terms), committee);
        assertTrue(consensus.isFinal(idOf(terms)), "upheld");
        assertEq(consensus.credit(STRANGER), 0, "the deposit is lost");
    }

    /// @dev Appeals that nobody answers do not keep a decision open for ever.
    function test_S13_silentAppealsEnd() public {
        Terms memory terms = ask(5);
        settled(terms);
        uint256 spent;
        for (uint256 i; i < 8; ++i) {
            Terms memory appealTerms = silentAppeal(terms);
            spent += feeOf(appealTerms.order);
        }
        vm.warp(uint256(consensus.verdict(idOf(terms)).appealableUntil) + p.outage);
        assertTrue(consensus.isFinal(idOf(terms)), "final");
        assertLt(vm.getBlockTimestamp(), uint256(taskOf(terms).addedAt) + p.unbondingPeriod, "while liars are liable");
        assertGt(spent, 0, "each locked a whole fee");
    }

    /// @dev The committee is paid for its work, whatever it finds: a deposit is the sink's.
    function test_S14_judgesGainNothingByADeposit() public {
        Terms memory terms = ask(7);
        settled(terms);
        (Terms memory appealTerms, Committee committee) = appealOf(terms);
        start(appealTerms);
        uint16[] memory judges = seatsOf(appealTerms);
        uint64[] memory before = balancesOf(judges);
        settled(appealTerms, outputsOf(15, TRUTH));
        uint256 owed = consensus.owedSink();
        consensus.conclude(idOf(terms), committee);
        for (uint256 i; i < 15; ++i) {
            assertEq(balanceOf(judges[i]), before[i] + appealTerms.order.share, "a share");
        }
        assertEq(consensus.owedSink() - owed, consensus.getAppeal(idOf(terms)).deposit, "the deposit");
    }

    /* S18: A SILENT BEACON */

    /// @dev A window in which no round came is not over: nobody could have appealed.
    function test_S18_aDecisionWaitsUntilTheBeaconWasHeard() public {
        Terms memory terms = ask(5);
        settled(terms);
        uint256 until = consensus.verdict(idOf(terms)).appealableUntil;
        vm.warp(until);
        assertEq(consensus.isFinal(idOf(terms)), false, "no round was heard");
        postRound(beacon.roundAt(until) - 1);
        assertTrue(consensus.isFinal(idOf(terms)), "heard");
    }

    function test_S18_aDecisionIsFinalAfterAnOutage() public {
        Terms memory terms = ask(5);
        settled(terms);
        vm.warp(uint256(consensus.verdict(idOf(terms)).appealableUntil) + p.outage);
        assertTrue(consensus.isFinal(idOf(terms)), "nobody waits longer");
    }

    /// @dev While the beacon is silent an appeal may take a block, but only after one has waited for its round.
    function test_S18_anAppealTakesABlockOnceSilenceIsShown() public {
        Terms memory terms = ask(5);
        settled(terms, outputsOf(5, LIE));
        (Terms memory first,) = appealOf(terms);
        vm.warp(vm.getBlockTimestamp() + p.outage);
        consensus.finalize(idOf(first));
        (Terms memory second,) = appealOf(terms);
        TaskId task = consensus.getAppeal(idOf(terms)).task;
        assertTrue(task != idOf(second), "its order says a block");
        assertEq(uint256(consensus.getTask(task).seed), uint256(Seed.Block), "a block");
        assertState(first, State.Undecided);
        noteAccount(STRANGER);
    }
}
