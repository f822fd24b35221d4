// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Appeal, Order, Seed, State, Terms, Verdict} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {Committee} from "../../src/types/Committee.sol";
import {Digest} from "../../src/types/Digest.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {Network} from "../Network.sol";

/// @notice Attacks on and with appeals.
contract AppealsTest is Network {
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

    /* A12: HOLDING THE APPELLANT'S PLACE */

    /// @dev Whoever appeals first: what its committee finds is what counts.
    function test_A12_anAppealByTheLiarsIsAnAppeal() public {
        Terms memory terms = ask(5);
        settled(terms, outputsOf(5, LIE));
        decidedAppeal(terms, TRUTH);
        assertTrue(consensus.verdict(idOf(terms)).overturned, "overturned at the liars' expense");
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

    /* FINALITY */

    /// @dev A window in which no round came is not over: nobody could have appealed.
    function test_isFinal_waitsUntilTheBeaconWasHeard() public {
        Terms memory terms = ask(5);
        settled(terms);
        uint256 until = consensus.verdict(idOf(terms)).appealableUntil;
        vm.warp(until);
        assertEq(consensus.isFinal(idOf(terms)), false, "no round was heard");
        postRound(beacon.roundAt(until) - 1);
        assertTrue(consensus.isFinal(idOf(terms)), "heard");
    }

    function test_isFinal_afterAnOutage() public {
        Terms memory terms = ask(5);
        settled(terms);
        vm.warp(uint256(consensus.verdict(idOf(terms)).appealableUntil) + p.outage);
        assertTrue(consensus.isFinal(idOf(terms)), "nobody waits longer");
    }

    /// @dev While the beacon is silent an appeal may take a block, but only after one has waited for its round.
    function test_appeal_takesABlockOnceSilenceIsShown() public {
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
