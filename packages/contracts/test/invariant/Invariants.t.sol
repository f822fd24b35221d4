// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Token} from "../support/Token.sol";
import {Campaign} from "./Campaign.sol";

/// @notice What holds after any sequence of actions: each is a function of its name, in `Handler` and in what that is
/// made of.
contract Invariants is Campaign {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    /// @dev A campaign that saw as many successes has seen each: one of 128 sequences of 256 steps sees more.
    uint256 private constant ENOUGH = 100_000;

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(handler), handler.actions());
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @dev One campaign for all of them: each of its own would play the same sequences again.
    function invariant_all() public view {
        handler.checkStep();
    }

    function afterInvariant() public {
        nothing_is_idle();
        handler.checkAll();
        handler.no_stuck_fee();
        handler.checkAll();
        handler.no_stuck_stake();
    }

    /// @dev An action that never succeeds in a whole campaign proves nothing. Only the environment outlives a sequence.
    function nothing_is_idle() private {
        bool isEnough = remember("total", handler.total()) >= ENOUGH;
        string[] memory names = handler.names();
        for (uint256 i; i < names.length; ++i) {
            uint256 count = remember(names[i], handler.counted(names[i]));
            if (isEnough) assertGt(count, 0, string.concat("nothing_is_idle: ", names[i]));
        }
    }

    function remember(string memory name, uint256 more) private returns (uint256 count) {
        name = string.concat(isNative() ? "INVARIANTS_" : "TOKEN_INVARIANTS_", name);
        count = vm.envOr(name, uint256(0)) + more;
        vm.setEnv(name, vm.toString(count));
    }
}

/// @notice The same where an ERC-20 is the asset.
contract TokenInvariants is Invariants {
    function newAsset() internal override returns (address) {
        return address(new Token());
    }
}
