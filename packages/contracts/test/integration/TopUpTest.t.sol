// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Seat} from "../../src/interfaces/ConsensusTypes.sol";
import {IConsensusErrors} from "../../src/interfaces/IConsensusErrors.sol";
import {IPlaces} from "../../src/interfaces/IPlaces.sol";
import {SeatSteps} from "../support/SeatSteps.sol";

contract TopUpTest is SeatSteps {
    uint64 private constant MOST = type(uint56).max;

    function test_topUp_raisesBalanceAndWhatWasPaidIn(uint256 which, uint256 amount, address by) public {
        vm.assume(by > address(0x1000) && by.code.length == 0);
        uint16 seat = uint16(bound(which, 0, 23));
        Seat memory expected = consensus.getSeat(seat);
        uint64 more = uint64(bound(amount, 1, MOST - expected.balance));
        uint256 before = assetOf(address(consensus));
        payingPrank(by, more);
        vm.expectEmit(address(consensus));
        emit IPlaces.ToppedUp(seat, by, more);

        consensus.topUp{value: valueOf(more)}(seat, more);

        expected.balance += more;
        expected.paidIn += more;
        assertEq(abi.encode(consensus.getSeat(seat)), abi.encode(expected), "seat");
        assertEq(assetOf(address(consensus)) - before, uint256(more) * p.unit, "paid in");
    }

    /// @dev Stake, not rewards: nothing is cut of it, and it leaves with the seat.
    function test_topUp_leavesWithTheSeat(uint256 amount) public {
        uint64 more = uint64(bound(amount, 1, MOST - balanceOf(0)));
        (address owner, uint64 stake_) = (holderOf(0), balanceOf(0));
        topUp(0, more);
        free(0);
        assertEq(assetOf(owner), (uint256(stake_) + more) * p.unit, "all of it");
        assertEq(consensus.owedTreasury(), 0, "nothing is cut");
    }

    /// @dev What fills up a loss is no reward, either.
    function test_topUp_afterALoss() public {
        lie(3);
        uint64 before = balanceOf(3);
        topUp(3, 2 * hardSlash());
        assertEq(balanceOf(3), before + 2 * hardSlash(), "more");
        assertEq(rewardsOf(3), 0, "no rewards");
    }

    /* REVERTS */

    function test_topUp_revertsForAFreeSlot(uint256 seat) public {
        seat = bound(seat, 24, type(uint16).max);
        payingPrank(STRANGER, 1);
        expectError(abi.encodeWithSelector(IConsensusErrors.SeatUnknown.selector, seat));
        consensus.topUp{value: valueOf(1)}(uint16(seat), 1);
    }

    function test_topUp_revertsForASeatThatLeaves() public {
        exit(4);
        uint256 to = consensus.getSeat(4).to;
        payingPrank(STRANGER, 1);
        expectError(abi.encodeWithSelector(IConsensusErrors.SeatLeaving.selector, 4, to));
        consensus.topUp{value: valueOf(1)}(4, 1);
    }

    function test_topUp_revertsWithoutAmount() public {
        expectError(abi.encodeWithSelector(IConsensusErrors.ZeroAmount.selector));
        consensus.topUp(4, 0);
    }

    function test_topUp_revertsAboveWhatASeatHolds(uint256 amount) public {
        uint256 balance = balanceOf(4);
        uint64 more = uint64(bound(amount, MOST - balance + 1, type(uint64).max));
        payingPrank(STRANGER, more);
        expectError(abi.encodeWithSelector(IConsensusErrors.BalanceTooHigh.selector, 4, balance + more, MOST));
        consensus.topUp{value: valueOf(more)}(4, more);
    }

    function test_topUp_revertsUnlessTheValueIsExact(uint96 value, uint32 amount) public {
        uint64 more = uint64(amount) + 1;
        uint256 required = valueOf(more);
        vm.assume(value != required);
        vm.deal(STRANGER, value);
        vm.prank(STRANGER);
        expectError(abi.encodeWithSelector(IConsensusErrors.WrongValue.selector, value, required));
        consensus.topUp{value: value}(4, more);
    }

    function topUp(uint16 seat, uint64 more) private {
        payingPrank(STRANGER, more);
        consensus.topUp{value: valueOf(more)}(seat, more);
    }
}
