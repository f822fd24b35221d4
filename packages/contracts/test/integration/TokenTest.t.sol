// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Token} from "../support/Token.sol";
import {AddTaskTest} from "./AddTaskTest.t.sol";
import {ClaimTest} from "./ClaimTest.t.sol";
import {FinalizeTest} from "./FinalizeTest.t.sol";
import {JoinTest} from "./JoinTest.t.sol";
import {SweepSinkTest} from "./SweepSinkTest.t.sol";
import {SweepTreasuryTest} from "./SweepTreasuryTest.t.sol";
import {WithdrawSeatTest} from "./WithdrawSeatTest.t.sol";
import {WithdrawTest} from "./WithdrawTest.t.sol";

contract JoinOverTokenTest is JoinTest {
    function newAsset() internal override returns (address) {
        return address(new Token());
    }
}

contract AddTaskOverTokenTest is AddTaskTest {
    function newAsset() internal override returns (address) {
        return address(new Token());
    }
}

contract ClaimOverTokenTest is ClaimTest {
    function newAsset() internal override returns (address) {
        return address(new Token());
    }
}

contract FinalizeOverTokenTest is FinalizeTest {
    function newAsset() internal override returns (address) {
        return address(new Token());
    }
}

contract WithdrawOverTokenTest is WithdrawTest {
    function newAsset() internal override returns (address) {
        return address(new Token());
    }
}

contract WithdrawSeatOverTokenTest is WithdrawSeatTest {
    function newAsset() internal override returns (address) {
        return address(new Token());
    }
}

contract SweepSinkOverTokenTest is SweepSinkTest {
    function newAsset() internal override returns (address) {
        return address(new Token());
    }
}

contract SweepTreasuryOverTokenTest is SweepTreasuryTest {
    function newAsset() internal override returns (address) {
        return address(new Token());
    }
}
