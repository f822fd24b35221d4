// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Settlement, State, Terms} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

/// @dev A quorum lied, the others told the truth and were slashed for it; then fifteen find the truth.
contract OverturnTest is BaseTest {
    uint8 private constant SIZE = 7;
    uint8 private constant QUORUM = 5;
    bytes32 private task;
    bytes32 private appealTask;
    uint64 private nonce;
    uint96 private fee;
    uint96 private appealFee;

    function setUp() public override {
        super.setUp();
        (fee, appealFee) = (0.07 ether, 0.5 ether);
        joinMore();
    }

    /* MONEY */

    function test_overturn_movesTheBonds(uint256 size, uint256 amount, uint256 appealAmount) public {
        uint8 committeeSize = boundSize(size);
        fee = boundFee(amount, committeeSize);
        appealFee = boundFee(appealAmount, 15);
        lie(committeeSize);
        findTheTruth();
        uint8 liars = quorumOf(committeeSize);
        Sums memory sums = Sums(liars * uint256(p.bond), (committeeSize - liars) * uint256(hardSlash()), 0);
        uint256 left = sums.slashed - sums.repaid;
        sums.reward = left < 2 * uint256(appealFee) ? left : 2 * uint256(appealFee);
        uint256 sink = consensus.owedSink();
        uint96[] memory before = balances();
        expectOverturn(sums);

        vm.prank(makeAddress("anybody"));
        consensus.overturn(task);

        for (uint8 member; member < committeeSize; ++member) {
            uint96 balance = balanceOf(seatAt(task, member));
            if (member < liars) assertEq(before[member] - balance, p.bond, "a liar loses a whole bond");
            else assertEq(balance - before[member], hardSlash(), "who was right gets its loss back");
        }
        assertEq(consensus.credit(STRANGER), sums.reward, "the fee and as much again, if it is there");
        assertEq(consensus.owedSink() - sink, left - sums.reward, "the rest");
        assertConservation(sums.reward);
    }

    function test_overturn_tellsEverything() public {
        lie(SIZE);
        openAppeal();
        consensus.settle(settlementOf(appealTask, TRUTH));
        (uint16[] memory seats,) = consensus.committee(task);
        for (uint8 member; member < QUORUM; ++member) {
            vm.expectEmit(address(consensus));
            emit IConsensus.Slashed(task, seats[member], p.bond);
            vm.expectEmit(address(consensus));
            emit IConsensus.Left(seats[member], uint40(block.timestamp + p.exitNotice));
        }
        for (uint8 member = QUORUM; member < SIZE; ++member) {
            vm.expectEmit(address(consensus));
            emit IConsensus.Repaid(task, seats[member], hardSlash());
        }
        expectOverturn(Sums(5 * uint256(p.bond), 2 * uint256(hardSlash()), 2 * uint256(appealFee)));
        consensus.overturn(task);
        assertEq(consensus.activeSeats(), SEATS + 15 - QUORUM, "the liars leave");
    }

    function test_overturn_rewritesNothing() public {
        lie(SIZE);
        findTheTruth();
        bytes32 before = keccak256(abi.encode(consensus.getTask(task), consensus.ballots(task)));
        consensus.overturn(task);
        assertEq(
            keccak256(abi.encode(consensus.getTask(task), consensus.ballots(task))), before, "the first output stays"
        );
        assertEq(consensus.getTask(task).output, LIE, "as it was decided");
    }

    /// @dev Who was wrong in another way, had no input, or was not there, gets nothing back.
    function test_overturn_repaysOnlyTheOutputNowFound() public {
        bytes32[] memory outputs = outputsOf(SIZE, LIE);
        (outputs[5], outputs[6]) = (keccak256("another lie"), UNAVAILABLE);
        settleAs(outputs, 127);
        findTheTruth();
        expectOverturn(Sums(5 * uint256(p.bond), 0, 2 * uint256(appealFee)));
        consensus.overturn(task);
        assertEq(balanceOf(seatAt(task, 5)), p.bond - hardSlash(), "another lie");
        assertEq(balanceOf(seatAt(task, 6)), p.bond - fee / SIZE, "no input");
    }

    function test_overturn_findsAnotherOutputRight() public {
        lie(SIZE);
        bytes32 third = keccak256("a third");
        findWith(third);
        expectOverturn(third, Sums(5 * uint256(p.bond), 0, 2 * uint256(appealFee)));
        consensus.overturn(task);
        assertEq(balanceOf(seatAt(task, 6)), p.bond - hardSlash(), "the truth that nobody believed");
    }

    /// @dev Whoever was not brought, and was punished for the truth that it had signed.
    function test_overturn_repaysWhoWasPunishedForIt() public {
        settleAs(outputsOf(SIZE, LIE), 31);
        consensus.punish(contradiction(task, 6, TRUTH));
        assertEq(balanceOf(seatAt(task, 6)), p.bond - hardSlash(), "punished");
        findTheTruth();
        expectOverturn(Sums(5 * uint256(p.bond), hardSlash(), 2 * uint256(appealFee)));
        consensus.overturn(task);
        assertEq(balanceOf(seatAt(task, 6)), p.bond, "repaid");
        assertEq(balanceOf(seatAt(task, 5)), p.bond, "never slashed, never repaid");
    }

    function test_overturn_ofLaneTwo(bool withheld) public {
        nonce = nextNonce;
        task = sealedTask(SIZE, fee);
        commitAll(task, 0, 5, LIE);
        commitAll(task, 5, 7, TRUTH);
        revealAll(task, 0, 5, LIE);
        reveal(task, 5, TRUTH);
        if (!withheld) reveal(task, 6, TRUTH);
        vm.warp(revealEnd(task));
        if (withheld) consensus.finalize(task);
        findTheTruth();
        uint256 repaid = withheld ? hardSlash() : 2 * uint256(hardSlash());
        expectOverturn(Sums(5 * uint256(p.bond), repaid, 2 * uint256(appealFee)));
        consensus.overturn(task);
        assertEq(balanceOf(seatAt(task, 6)), withheld ? p.bond - hardSlash() : p.bond, "only a vote that was shown");
    }

    /// @dev Committed in the clear and never opened: slashed for withholding, whatever the word was.
    function test_overturn_repaysNoWordThatWasNeverOpened() public {
        nonce = nextNonce;
        task = sealedTask(SIZE, fee);
        commitAll(task, 0, 6, LIE);
        address signer = signerAt(task, 6);
        vm.prank(signer);
        consensus.commit(task, 6, TRUTH);
        revealAll(task, 0, 6, LIE);
        vm.warp(revealEnd(task));
        consensus.finalize(task);
        findTheTruth();
        expectOverturn(Sums(6 * uint256(p.bond), 0, 2 * uint256(appealFee)));
        consensus.overturn(task);
    }

    /* SMALL POOLS */

    /// @dev One liar has its bond left: it repays one of the two, in full, and the other not at all.
    function test_overturn_repaysInFullOrNotAtAll() public {
        drainLiars(QUORUM - 1);
        findTheTruth();
        uint256 pool = p.bond + (QUORUM - 1) * uint256(shareOf(fee, QUORUM));
        expectOverturn(Sums(pool, p.bond, pool - p.bond));
        consensus.overturn(task);
        assertEq(balanceOf(seatAt(task, 5)), p.bond, "repaid");
        assertEq(balanceOf(seatAt(task, 6)), 0, "not repaid");
        assertEq(consensus.credit(STRANGER), pool - p.bond, "the appellant gets what is left");
    }

    /// @dev All bonds are gone already: what rewards are left are the appellant's.
    function test_overturn_withNothingButRewardsLeft() public {
        drainLiars(QUORUM);
        findTheTruth();
        uint256 pool = QUORUM * uint256(shareOf(fee, QUORUM));
        expectOverturn(Sums(pool, 0, pool));
        consensus.overturn(task);
        for (uint8 member; member < QUORUM; ++member) {
            assertEq(balanceOf(seatAt(task, member)), 0, "nothing left");
        }
        assertConservation(pool + consensus.credit(address(this)));
    }

    function test_overturn_takesRewardsOnlyWhereTheBondIsShort() public {
        lie(SIZE);
        findTheTruth();
        consensus.overturn(task);
        assertEq(balanceOf(seatAt(task, 0)), shareOf(fee, QUORUM), "a reward stays");
    }

    /* WHEN */

    function test_overturn_untilStakeMayLeave(uint256 elapsed) public {
        lie(SIZE);
        findTheTruth();
        vm.warp(bound(elapsed, block.timestamp, closedAt() - 1));
        consensus.overturn(task);
        assertEq(consensus.credit(STRANGER), 2 * uint256(appealFee), "rewarded");
    }

    function test_overturn_revertsOnceStakeMayHaveLeft(uint256 late) public {
        lie(SIZE);
        findTheTruth();
        uint256 closed = closedAt();
        vm.warp(closed + bound(late, 0, 365 days));
        expectError(abi.encodeWithSelector(IConsensus.OverturnClosed.selector, task, closed));
        consensus.overturn(task);
    }

    /* REFUSED */

    function test_overturn_revertsForAnUnknownTask(bytes32 unknown) public {
        lie(SIZE);
        vm.assume(unknown != task);
        expectError(abi.encodeWithSelector(IConsensus.TaskUnknown.selector, unknown));
        consensus.overturn(unknown);
    }

    function test_overturn_revertsForAnOpenTask() public {
        bytes32 open = sealedTask(SIZE);
        expectError(abi.encodeWithSelector(IConsensus.TaskNotDecided.selector, open, State.Open));
        consensus.overturn(open);
    }

    function test_overturn_revertsForARefundedTask() public {
        bytes32 refunded = sealedTask(SIZE);
        consensus.settle(settlementOf(refunded, UNAVAILABLE));
        expectError(abi.encodeWithSelector(IConsensus.TaskNotDecided.selector, refunded, State.Undecided));
        consensus.overturn(refunded);
    }

    function test_overturn_revertsWithoutAnAppeal() public {
        lie(SIZE);
        expectError(abi.encodeWithSelector(IConsensus.NotAppealed.selector, task));
        consensus.overturn(task);
    }

    function test_overturn_revertsWhileTheAppealIsOpen() public {
        lie(SIZE);
        openAppeal();
        expectError(abi.encodeWithSelector(IConsensus.TaskNotDecided.selector, appealTask, State.Open));
        consensus.overturn(task);
    }

    function test_overturn_revertsWhenTheAppealDecidedNothing() public {
        lie(SIZE);
        openAppeal();
        consensus.settle(settlementOf(appealTask, UNAVAILABLE));
        expectError(abi.encodeWithSelector(IConsensus.TaskNotDecided.selector, appealTask, State.Undecided));
        consensus.overturn(task);
    }

    function test_overturn_revertsWhenTheAppealFindsTheSame() public {
        lie(SIZE);
        findWith(LIE);
        expectError(abi.encodeWithSelector(IConsensus.AppealUpheld.selector, task, appealTask));
        consensus.overturn(task);
    }

    function test_overturn_revertsASecondTime() public {
        lie(SIZE);
        findTheTruth();
        consensus.overturn(task);
        expectError(abi.encodeWithSelector(IConsensus.AlreadyOverturned.selector, task));
        consensus.overturn(task);
    }

    function test_overturn_revertsForTheAppealItself() public {
        lie(SIZE);
        findTheTruth();
        expectError(abi.encodeWithSelector(IConsensus.NotAppealed.selector, appealTask));
        consensus.overturn(appealTask);
    }

    /* HELPERS */

    struct Sums {
        uint256 slashed;
        uint256 repaid;
        uint256 reward;
    }

    /// @dev The first members lie with a quorum, the rest tells the truth.
    function lie(uint8 size) private {
        bytes32[] memory outputs = outputsOf(size, TRUTH);
        for (uint256 member; member < quorumOf(size); ++member) {
            outputs[member] = LIE;
        }
        settleAs(outputs, uint16((1 << size) - 1));
    }

    function settleAs(bytes32[] memory outputs, uint16 voters) private {
        nonce = nextNonce;
        task = sealedTask(uint8(outputs.length), fee);
        Settlement memory s = settlementOf(task, outputs, voters);
        vm.prank(REQUESTER);
        consensus.settle(s);
    }

    /// @dev As many as an appeal needs if the whole first committee has left.
    function joinMore() private {
        for (uint256 i; i < 15; ++i) {
            join(SEATS + i);
        }
        skip(p.activationDelay + 1);
    }

    /// @dev So that nobody of the first committee is paid for the appeal: sums are those of the overturn alone.
    function retire() private {
        for (uint8 member; member < consensus.getTask(task).committeeSize; ++member) {
            uint16 seat = seatAt(task, member);
            if (consensus.getSeat(seat).to == 0) exit(seat);
        }
        skip(p.exitNotice);
    }

    function openAppeal() private {
        fundedPrank(STRANGER, appealFee);
        appealTask = consensus.appeal{value: valueOf(appealFee)}(
            task, Terms(REQUESTER, nonce, MODEL, PROMPT), appealFee, nextNonce++
        );
        nextBlock();
    }

    function findWith(bytes32 output) private {
        retire();
        openAppeal();
        consensus.settle(settlementOf(appealTask, output));
    }

    function findTheTruth() private {
        findWith(TRUTH);
    }

    /// @dev A slash takes all; so many liars are punished for signing the truth as well.
    function drainLiars(uint8 count) private {
        p.slashBps = 10_000;
        redeploy(SEATS);
        joinMore();
        lie(SIZE);
        for (uint8 member; member < count; ++member) {
            consensus.punish(contradiction(task, member, TRUTH));
        }
    }

    function expectOverturn(Sums memory sums) private {
        expectOverturn(TRUTH, sums);
    }

    function expectOverturn(bytes32 output, Sums memory sums) private {
        vm.expectEmit(address(consensus));
        emit IConsensus.Overturned(
            task, appealTask, bytes.concat(hex"01551220", output), sums.slashed, sums.repaid, sums.reward
        );
    }

    function balances() private view returns (uint96[] memory all) {
        all = new uint96[](consensus.getTask(task).committeeSize);
        for (uint8 member; member < all.length; ++member) {
            all[member] = balanceOf(seatAt(task, member));
        }
    }

    function closedAt() private view returns (uint256) {
        return uint256(consensus.getTask(task).addedAt) + p.unbondingPeriod;
    }
}
