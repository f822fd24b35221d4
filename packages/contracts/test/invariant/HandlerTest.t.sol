// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BaseTest} from "../BaseTest.sol";
import {Handler} from "./Handler.sol";

/// @notice An action that never does anything, or an outcome that never comes, would make the invariants say less than
/// they seem to: one long sequence, the same every time, has to show all of them.
contract HandlerTest is BaseTest {
    uint256 private constant STEPS = 4_000;

    Handler private handler;

    function test_handler_reachesEverything() public {
        handler = new Handler(consensus);
        bytes4[17] memory actions = [
            Handler.join.selector,
            Handler.exit.selector,
            Handler.withdrawSeat.selector,
            Handler.claim.selector,
            Handler.addTask.selector,
            Handler.wholeTask.selector,
            Handler.draw.selector,
            Handler.commit.selector,
            Handler.commitAll.selector,
            Handler.reveal.selector,
            Handler.revealAll.selector,
            Handler.finalize.selector,
            Handler.withdraw.selector,
            Handler.sweepTreasury.selector,
            Handler.sweepSink.selector,
            Handler.force.selector,
            Handler.pass.selector
        ];
        for (uint256 step; step < STEPS; ++step) {
            uint256 dice = uint256(keccak256(abi.encode(step)));
            play(actions[dice % actions.length], dice >> 8);
        }
        for (uint256 i; i < actions.length; ++i) {
            assertGe(handler.successes(actions[i]), 10, string.concat("action ", vm.toString(i)));
        }
        assertGe(handler.decisions(), 20, "decisions");
        assertGe(handler.wrongDecisions(), 2, "wrong decisions, by a quorum of attackers");
        assertGe(handler.refunds(), 20, "refunds");
        assertGe(handler.penalties(), 50, "penalties");
        assertGe(handler.ejections(), 3, "ejections");
        assertGe(handler.reusedSlots(), 5, "slots taken again");
    }

    function play(bytes4 action, uint256 dice) private {
        uint256 second = uint256(keccak256(abi.encode(dice, 2)));
        if (action == Handler.exit.selector) second %= 2;
        bytes memory encoded = abi.encodeWithSelector(action, dice, second, uint256(keccak256(abi.encode(dice, 3))));
        (bool done, bytes memory reason) = address(handler).call(encoded);
        if (done) return;
        assembly {
            revert(add(reason, 0x20), mload(reason))
        }
    }
}
