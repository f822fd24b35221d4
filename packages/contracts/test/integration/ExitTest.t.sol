// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IConsensus} from "../../src/interfaces/IConsensus.sol";
import {BaseTest} from "../BaseTest.sol";

contract ExitTest is BaseTest {
    function test_exit_byTheOwner(uint256 i) public {
        uint16 seat = boundSeat(i);
        exitAs(ownerOf(seat), seat);
    }

    function test_exit_byTheSigner(uint256 i) public {
        uint16 seat = boundSeat(i);
        exitAs(signerOf(seat), seat);
    }

    function test_exit_beforeTheSeatIsActive() public {
        uint16 seat = join(SEATS);
        exitAs(ownerOf(SEATS), seat);
    }

    function test_exit_keepsTheStakeWhereItIs() public {
        exit(2);
        assertEq(balanceOf(2), p.bond, "balance");
        assertConservation(0);
    }

    function test_exit_revertsForASlotThatNobodyHolds(uint16 seat) public {
        vm.assume(seat >= SEATS);
        expectError(abi.encodeWithSelector(IConsensus.SeatUnknown.selector, seat));
        consensus.exit(seat);
    }

    function test_exit_revertsForAFreedSlot() public {
        exit(4);
        skip(uint256(p.exitNotice) + p.unbondingPeriod);
        withdrawSeat(4);
        expectError(abi.encodeWithSelector(IConsensus.SeatUnknown.selector, 4));
        vm.prank(ownerOf(4));
        consensus.exit(4);
    }

    function test_exit_revertsForAnybodyElse(address caller, uint256 i) public {
        uint16 seat = boundSeat(i);
        vm.assume(caller != ownerOf(seat) && caller != signerOf(seat));
        expectError(abi.encodeWithSelector(IConsensus.NotSeatOwner.selector, seat, caller));
        vm.prank(caller);
        consensus.exit(seat);
    }

    function test_exit_revertsWhenTheSeatIsLeaving(uint256 elapsed) public {
        exit(7);
        uint40 to = uint40(block.timestamp + p.exitNotice);
        skip(bound(elapsed, 0, 365 days));
        expectError(abi.encodeWithSelector(IConsensus.SeatLeaving.selector, 7, to));
        vm.prank(ownerOf(7));
        consensus.exit(7);
    }

    function exitAs(address caller, uint16 seat) private {
        uint16 active = consensus.activeSeats();
        uint40 to = uint40(block.timestamp + p.exitNotice);
        vm.expectEmit(address(consensus));
        emit IConsensus.Left(seat, to);

        vm.prank(caller);
        consensus.exit(seat);

        assertEq(consensus.getSeat(seat).to, to, "to");
        assertEq(consensus.activeSeats(), active - 1, "active");
    }

    function boundSeat(uint256 i) private pure returns (uint16) {
        return uint16(bound(i, 0, SEATS - 1));
    }
}
