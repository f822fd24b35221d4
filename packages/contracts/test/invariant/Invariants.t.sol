// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Seat, State, Task} from "../../src/interfaces/ConsensusTypes.sol";
import {BaseTest} from "../BaseTest.sol";
import {Handler} from "./Handler.sol";

/// @notice What holds after any sequence of actions. Numbers are those of protocol.md, section "Invariants"; 3 to 8,
/// 10, 13, 14 and 17 hold step by step and are asserted by the handler and its observer.
contract Invariants is BaseTest {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    uint256 private constant FIRST_SEATS = 18;

    Handler private handler;

    function setUp() public override {
        p = defaultParameters();
        p.maximumSeats = 22;
        consensus = deploy(p);
        vm.warp(1_800_000_000);
        vm.roll(1_000);
        handler = new Handler(consensus);
        for (uint256 i; i < FIRST_SEATS; ++i) {
            join(i);
        }
        skip(p.activationDelay + 1);
    }

    /// @dev Forge calls these, and the frequent ones as often as they are named.
    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(handler), actions());
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function actions() internal pure returns (bytes4[] memory selectors) {
        selectors = new bytes4[](17);
        selectors[0] = Handler.join.selector;
        selectors[1] = Handler.exit.selector;
        selectors[2] = Handler.withdrawSeat.selector;
        selectors[3] = Handler.claim.selector;
        selectors[4] = Handler.addTask.selector;
        selectors[5] = Handler.draw.selector;
        selectors[6] = Handler.commit.selector;
        selectors[7] = Handler.commitAll.selector;
        selectors[8] = Handler.reveal.selector;
        selectors[9] = Handler.revealAll.selector;
        selectors[10] = Handler.finalize.selector;
        selectors[11] = Handler.withdraw.selector;
        selectors[12] = Handler.sweepTreasury.selector;
        selectors[13] = Handler.sweepSink.selector;
        selectors[14] = Handler.force.selector;
        selectors[15] = Handler.pass.selector;
        selectors[16] = Handler.wholeTask.selector;
    }

    /* INVARIANTS */

    /// @dev One campaign for all of them: each of its own would play the same sequences again.
    function invariant_all() public view {
        conservation();
        output_is_final();
        committee_is_stable();
        active_counts();
        stake_locked();
        ejected_below_half();
        bitmaps();
        one_seat_a_signer();
    }

    /// @dev 1.
    function conservation() private view {
        uint256 owed = consensus.owedTreasury() + consensus.owedSink() + handler.forced();
        for (uint16 seat; seat < consensus.seatCount(); ++seat) {
            owed += balanceOf(seat);
        }
        for (uint256 i; i < handler.taskCount(); ++i) {
            Task memory t = consensus.getTask(handler.tasks(i));
            if (t.state == State.Open) owed += t.fee;
        }
        for (uint256 i; i < handler.REQUESTERS(); ++i) {
            owed += consensus.credit(handler.requesterAt(i));
        }
        assertEq(address(consensus).balance, owed, "what is here is what is owed");
    }

    /// @dev 2.
    function output_is_final() private view {
        for (uint256 i; i < handler.taskCount(); ++i) {
            bytes32 verdict = handler.verdictOf(handler.tasks(i));
            Task memory t = consensus.getTask(handler.tasks(i));
            if (verdict == 0) assertEq(uint8(t.state), uint8(State.Open), "open");
            else assertEq(keccak256(abi.encode(t)), verdict, "as it was closed");
        }
    }

    /// @dev 9.
    function committee_is_stable() private view {
        for (uint256 i; i < handler.taskCount(); ++i) {
            bytes32 task = handler.tasks(i);
            if (!handler.isDrawn(task)) continue;
            (uint16[] memory seats,) = consensus.committee(task);
            assertEq(abi.encode(seats), abi.encode(handler.seatsOf(task)), "the same seats");
        }
    }

    /// @dev 11.
    function active_counts() private view {
        uint256 active;
        for (uint16 seat; seat < consensus.seatCount(); ++seat) {
            Seat memory s = consensus.getSeat(seat);
            if (s.from != 0 && s.to == 0) ++active;
        }
        assertEq(consensus.activeSeats(), active, "active");
    }

    /// @dev 12. A seat's stake is its bond less what it was slashed for, as long as it is there.
    function stake_locked() private view {
        for (uint16 seat; seat < consensus.seatCount(); ++seat) {
            Seat memory s = consensus.getSeat(seat);
            if (s.signer != address(0)) assertGe(s.balance + handler.lost(seat), p.bond, "locked");
            else assertEq(s.balance, 0, "nothing in a free slot");
        }
    }

    /// @dev Who is below half its bond is on its way out.
    function ejected_below_half() private view {
        for (uint16 seat; seat < consensus.seatCount(); ++seat) {
            Seat memory s = consensus.getSeat(seat);
            if (s.signer != address(0) && 2 * uint256(s.balance) < p.bond) assertTrue(s.to != 0, "leaving");
        }
    }

    /// @dev 18.
    function bitmaps() private view {
        for (uint256 i; i < handler.taskCount(); ++i) {
            Task memory t = consensus.getTask(handler.tasks(i));
            assertEq(t.revealed & ~t.committed, 0, "only who committed reveals");
            assertEq(uint256(t.committed) >> t.committeeSize, 0, "only members commit");
            assertEq(uint256(t.punished) >> t.committeeSize, 0, "only members are punished");
            if (t.state == State.Open) assertEq(t.punished, 0, "nobody is punished beforehand");
        }
    }

    /// @dev Signers and seats name each other.
    function one_seat_a_signer() private view {
        for (uint16 seat; seat < consensus.seatCount(); ++seat) {
            Seat memory s = consensus.getSeat(seat);
            if (s.signer == address(0)) continue;
            (bool held, uint16 its) = consensus.seatOf(s.signer);
            assertTrue(held && its == seat, "its seat");
        }
    }

    /// @dev 15 and 16. Whatever happened, a stranger closes every task, every owner gets its balance, and when all are
    /// paid nothing is left but what was forced in.
    function afterInvariant() public {
        skip(uint256(p.commitWindow) + p.revealWindow);
        for (uint256 i; i < handler.taskCount(); ++i) {
            bytes32 task = handler.tasks(i);
            if (consensus.getTask(task).state != State.Open) continue;
            vm.prank(STRANGER);
            consensus.finalize(task);
        }
        for (uint16 seat; seat < consensus.seatCount(); ++seat) {
            Seat memory s = consensus.getSeat(seat);
            if (s.signer != address(0) && s.to == 0) exit(seat);
        }
        skip(uint256(p.exitNotice) + p.unbondingPeriod);
        for (uint16 seat; seat < consensus.seatCount(); ++seat) {
            if (consensus.getSeat(seat).signer != address(0)) withdrawSeat(seat);
        }
        for (uint256 i; i < handler.REQUESTERS(); ++i) {
            if (consensus.credit(handler.requesterAt(i)) == 0) continue;
            vm.prank(handler.requesterAt(i));
            consensus.withdraw();
        }
        if (consensus.owedTreasury() != 0) consensus.sweepTreasury();
        if (consensus.owedSink() != 0) consensus.sweepSink();
        assertEq(address(consensus).balance, handler.forced(), "everybody is paid");
        assertEq(consensus.activeSeats(), 0, "nobody is left");
    }
}
