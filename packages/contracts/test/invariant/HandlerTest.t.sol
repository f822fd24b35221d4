// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Campaign} from "./Campaign.sol";

/// @notice An action that never does anything, or an outcome that never comes, would make the invariants say less than
/// they seem to: one long sequence, the same every time, has to show all of them.
contract HandlerTest is Campaign {
    uint256 private constant STEPS = 8_000;
    uint256 private constant LEAST = 2;

    function test_handler_reachesEverything() public {
        vm.pauseGasMetering();
        bytes4[] memory actions = handler.actions();
        for (uint256 step; step < STEPS; ++step) {
            uint256 dice = uint256(keccak256(abi.encode(step)));
            play(actions[dice % actions.length], dice >> 8);
        }
        handler.checkAll();
        string[] memory names = handler.names();
        for (uint256 i; i < names.length; ++i) {
            vm.snapshotValue("Handlers", names[i], handler.counted(names[i]));
        }
        for (uint256 i; i < names.length; ++i) {
            assertGe(handler.counted(names[i]), LEAST, names[i]);
        }
    }

    function play(bytes4 action, uint256 dice) private {
        bytes memory call = abi.encodeWithSelector(action, dice, dice >> 80, dice >> 160);
        (bool done, bytes memory reason) = address(handler).call(call);
        if (done) return;
        assembly {
            revert(add(reason, 0x20), mload(reason))
        }
    }
}
