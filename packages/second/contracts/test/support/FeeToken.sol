// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Token} from "./Token.sol";

/// @notice A token of whose every transfer a hundredth is lost on the way, once it is told to.
contract FeeToken is Token {
    bool private _charging;

    function startCharging() external {
        _charging = true;
    }

    function _update(address from, address to, uint256 amount) internal override {
        bool free = !_charging || from == address(0);
        uint256 fee = free ? 0 : amount / 100;
        super._update(from, to, amount - fee);
        if (fee != 0) super._update(from, address(0), fee);
    }
}
